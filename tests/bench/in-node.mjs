// The same graphs at the same sizes on onnxruntime-node, as a baseline.
import { withModules } from './engine.mjs'

export function graphsInNode(root, note) {
  return withModules(root, '/tests/bench/node-engine.ts', async ({ nodeRuntime }) => {
    const runtime = await nodeRuntime(`${root}/models/pocket`)
    const tensor = (...shape) => ({
      shape,
      data: Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, (_, i) =>
        Math.sin(i * 0.37),
      ),
    })
    const [t, h, w] = [16, 40, 64]
    const picture = tensor(1, 3, 8 * h, 8 * w)
    const seen = {
      f4: tensor(1, 32, h, w),
      f8: tensor(1, 64, h / 2, w / 2),
      f16: tensor(1, 96, h / 4, w / 4),
      f32: tensor(1, 128, h / 8, w / 8),
      upsample: tensor(1, 144, h, w),
      colour: tensor(1, 3, h, w),
    }
    const runs = {
      encoder: [{ picture }, ['latents']],
      'motion-encoder': [{ picture: tensor(1, 3, 4 * h, 4 * w) }, Object.keys(seen)],
      motion: [{ ...seen, hints: tensor(3, 3) }, ['influence']],
      condition: [
        { picture, plate: picture, backward: tensor(t, h, w, 2), hole: tensor(t, 1, h, w) },
        ['condition', 'condition_half'],
      ],
      unet: [
        {
          latents: tensor(t, 16, h, w),
          timestep: tensor(1),
          condition: tensor(t, 48, h, w),
          condition_half: tensor(t, 48, h / 2, w / 2),
        },
        ['prediction'],
      ],
      decoder: [{ latents: tensor(4, 16, h, w) }, ['pictures']],
    }
    for (const [name, [inputs, outputs]] of Object.entries(runs)) {
      const times = []
      for (let round = 0; round < 3; round++) {
        const before = performance.now()
        const held = await runtime.run(name, inputs, outputs)
        times.push(performance.now() - before)
        for (const output of Object.values(held)) output.dispose()
      }
      note(`onnxruntime-node: ${name} (512x320, window 16, best of 3)`, Math.min(...times), 'ms')
    }
    await runtime.close()
  })
}
