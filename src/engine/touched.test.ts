import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import type { Progress } from '../bridge/engine'
import type { Runtime } from './runtime/runtime'
import { changed, frameOf, memoryFolders, project, ready } from './testing/small'

// What a control does not touch is not drawn again.

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

const frameCount = 72
/** Right and back; where it ends is the only difference. A spline's end is felt from two points before: from 4 s on, frame 48. */
const path = (end: number) =>
  project({ quality: 'full', frameCount, fps: 12, workingSide: 64, window: 8, overlap: 3, steps: 2 }, [
    {
      kind: 'trajectory',
      points: [
        { x: 50, y: 48, time: 0 },
        { x: 84, y: 48, time: 1 },
        { x: 70, y: 48, time: 2 },
        { x: 66, y: 48, time: 3 },
        { x: 67, y: 48, time: 4 },
        { x: 66, y: 48, time: 5 },
        { x: end, y: 48, time: 5.9 },
      ],
    },
  ])
const learned = { learned: true }
const render = (
  engine: Awaited<ReturnType<typeof ready>>,
  end: number,
  watch: (progress: Progress) => void = () => {},
) => engine.render('r', path(end), learned, watch)

it('a change at the end of a path draws its end, and the frames are those of a render from nothing', async () => {
  const engine = await ready(runtime, [], memoryFolders())
  const whole = await render(engine, 62)
  const part = await render(engine, 58)
  expect(part.runs.unet).toBeGreaterThan(0)
  expect(part.runs.unet as number).toBeLessThan((whole.runs.unet as number) / 2)
  expect(part.runs.decoder as number).toBeLessThan((whole.runs.decoder as number) / 2)
  const fresh = await ready(runtime, [], memoryFolders())
  expect((await render(fresh, 58)).runs.unet).toBe(whole.runs.unet)
  for (let index = 0; index < frameCount; index++)
    expect(changed(await frameOf(engine, index), await frameOf(fresh, index)), `frame ${index}`).toBe(0)
})

it('the same when it is interrupted and gone on with', async () => {
  const folders = memoryFolders()
  const engine = await ready(runtime, [], folders)
  const whole = await render(engine, 62)
  const left = memoryFolders()
  let steps = 0
  await render(engine, 58, ({ stage }) => {
    if (stage !== 'step' || ++steps !== 4) return
    for (const [file, bytes] of folders.files) left.files.set(file, bytes.slice())
  })
  expect([...left.files.keys()].some((name) => name.endsWith('/reused'))).toBe(true)
  const again = await ready(runtime, [], left)
  const rest = await render(again, 58)
  expect(rest.runs.unet as number).toBeLessThan((whole.runs.unet as number) / 2)
  for (let index = 0; index < frameCount; index++)
    expect(changed(await frameOf(engine, index), await frameOf(again, index)), `frame ${index}`).toBe(0)
})
