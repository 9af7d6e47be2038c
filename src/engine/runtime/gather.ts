import type { Runtime } from './runtime'
import { Held, type HostTensor, hostTensor } from './tensor'

/** One row of a tensor: `tensor[row]`; null is a row of zeros. */
export type Row = { tensor: Held; row: number } | null

/**
 * Rows of tensors as one tensor [rows, ...]. What lies on the device stays there: it is copied from
 * buffer to buffer. The caller owns what it gets.
 * @param places tensors in ordinary memory to be written over, by their shape; made there where one lacks
 */
export async function gatherRows(
  runtime: Runtime,
  rows: readonly Row[],
  places?: Map<string, HostTensor>,
): Promise<HostTensor | Held> {
  const first = rows.find((row) => row !== null)
  if (!first) throw new RangeError('no rows')
  const shape = [rows.length, ...first.tensor.shape.slice(1)]
  const length = shape.slice(1).reduce((product, extent) => product * extent, 1)
  if (first.tensor.onDevice) {
    const { buffer, held } = runtime.deviceTensor(shape)
    const places = rows.map((row, i) => ({
      from: row?.tensor.tensor.gpuBuffer ?? null,
      at: 4 * (row?.row ?? 0) * length,
      to: buffer,
      into: 4 * i * length,
      bytes: 4 * length,
    }))
    runtime.device?.copy(places)
    return held
  }
  const key = shape.join()
  const gathered = places?.get(key) ?? hostTensor(shape)
  places?.set(key, gathered)
  const read = new Map<Held, Float32Array>()
  for (const [i, row] of rows.entries()) {
    if (!row) {
      gathered.data.fill(0, i * length, (i + 1) * length)
      continue
    }
    const data = read.get(row.tensor) ?? (await row.tensor.read())
    read.set(row.tensor, data)
    gathered.data.set(data.subarray(row.row * length, (row.row + 1) * length), i * length)
  }
  return gathered
}

/** A tensor's rows twice over: [2 rows, ...]. The caller owns what it gets, and still what it gave. */
export async function twice(runtime: Runtime, tensor: HostTensor | Held): Promise<HostTensor | Held> {
  if (tensor instanceof Held) {
    const rows = Array.from({ length: tensor.shape[0] as number }, (_, row) => ({ tensor, row }))
    return gatherRows(runtime, [...rows, ...rows])
  }
  const data = new Float32Array(2 * tensor.data.length)
  data.set(tensor.data)
  data.set(tensor.data, tensor.data.length)
  return { shape: [2 * (tensor.shape[0] as number), ...tensor.shape.slice(1)], data }
}

/** A part of the plane of numbers [rows, channels, height, width], where they lie. What was given is given up. */
export function cropCells(
  runtime: Runtime,
  whole: HostTensor | Held,
  box: { x: number; y: number; width: number; height: number },
): HostTensor | Held {
  const [rows, channels, height, width] = whole.shape as [number, number, number, number]
  if (box.width === width && box.height === height) return whole
  const shape = [rows, channels, box.height, box.width]
  const lines = Array.from({ length: rows * channels * box.height }, (_, line) => {
    const plane = Math.floor(line / box.height)
    return { from: (plane * height + box.y + (line % box.height)) * width + box.x, to: line * box.width }
  })
  if (!(whole instanceof Held)) {
    const cut = hostTensor(shape)
    for (const { from, to } of lines) cut.data.set(whole.data.subarray(from, from + box.width), to)
    return cut
  }
  const { buffer, held } = runtime.deviceTensor(shape)
  const source = whole.tensor.gpuBuffer
  const bytes = 4 * box.width
  runtime.device?.copy(lines.map(({ from, to }) => ({ from: source, at: 4 * from, to: buffer, into: 4 * to, bytes })))
  whole.dispose()
  return held
}
