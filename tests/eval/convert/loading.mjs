// What a browser takes to load weights, whole files against tensor by tensor: the peak of its renderer's memory.
import { readFile } from 'node:fs/promises'
import { onnx } from '../../browser/packs/onnx.mjs'
import { openPage } from './page/open.mjs'

const [count, rows, columns] = [24, 2048, 4096]
const numbers = rows * columns

/** A model that multiplies its input with each of the tensors of one file. */
function model() {
  const names = Array.from({ length: count }, (_, i) => `w${i}`)
  const tensor = (i) => ({
    shape: [rows, columns],
    external: { location: 'weights.bin', offset: 4 * numbers * i, length: 4 * numbers },
  })
  return onnx({
    nodes: names.map((name, i) => ({ type: 'Mul', inputs: [i === 0 ? 'x' : `y${i - 1}`, name], output: `y${i}` })),
    tensors: Object.fromEntries(names.map((name, i) => [name, tensor(i)])),
    inputs: { x: [rows, columns] },
    outputs: { [`y${count - 1}`]: [rows, columns] },
  })
}

/** Bytes of the largest renderer of a browser at its highest point. */
async function peakOf(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8')
      return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
    })
  return Math.max(...(await Promise.all(peaks)))
}

/** Prints the peaks; resolves to what was more with pieces than without. Each is measured in a browser of its own. */
export async function compareLoading(packs) {
  console.log(
    `\nloading ${4 * count * numbers} bytes of weights in Chromium, ${count} tensors in one file, WebAssembly`,
  )
  console.log('stored                  whole file     tensor by tensor   (peak of the renderer, bytes)')
  const failed = []
  for (const half of [false, true]) {
    const peaks = []
    for (const pieces of [false, true]) {
      const page = await openPage(packs)
      try {
        await page.load({ model: [...model()], count, numbers, half, pieces })
        peaks.push(await peakOf(page.browser))
      } finally {
        await page.close()
      }
    }
    const [whole, streamed] = peaks
    console.log(
      `${(half ? 'in half precision' : 'as they are').padEnd(22)} ${String(whole).padStart(11)} ${String(streamed).padStart(20)}`,
    )
    if (streamed >= whole) failed.push(`loading: ${streamed} bytes in pieces, ${whole} without`)
  }
  return failed
}
