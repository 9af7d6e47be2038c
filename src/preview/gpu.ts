import { KinoraError } from '../core/errors'
import { fitLongSide, type Size } from '../core/geometry'
import { GpuWarp } from '../motion/gpu/warp'
import type { MotionField, Pixels } from '../motion/types'
import type { Renderer } from './renderer'

/** Longest side that is drawn. */
const longest = 2048

/**
 * Draws with WebGPU. Null where there is none, or only a software adapter (the CPU path is faster) and
 * it was not asked for by name.
 */
export async function gpuRenderer(canvas: OffscreenCanvas, forced: boolean): Promise<Renderer | null> {
  const device = await requestDevice(forced)
  if (!device) return null
  const context = canvas.getContext('webgpu')
  if (!context) return null
  const format = navigator.gpu.getPreferredCanvasFormat()
  context.configure({ device, format, alphaMode: 'premultiplied' })
  const warp = new GpuWarp(device, format)
  let lost = false
  device.lost.then(() => {
    lost = true
  })

  const draw = (field: MotionField, pixels: Pixels, time: number, size: Size): number => {
    if (lost) throw new KinoraError('device-lost')
    const begin = performance.now()
    const drawn = fitLongSide(
      pixels.still,
      Math.min(longest, device.limits.maxTextureDimension2D, Math.max(size.width, size.height)),
    )
    if (canvas.width !== drawn.width) canvas.width = drawn.width
    if (canvas.height !== drawn.height) canvas.height = drawn.height
    warp.draw(context.getCurrentTexture().createView(), field, pixels, time, drawn)
    return performance.now() - begin
  }

  return { name: 'webgpu', draw, sharpen() {}, forget: () => warp.forget() }
}

async function requestDevice(forced: boolean): Promise<GPUDevice | null> {
  try {
    const adapter = await navigator.gpu?.requestAdapter()
    if (!adapter || (adapter.info.isFallbackAdapter && !forced)) return null
    return await adapter.requestDevice()
  } catch {
    return null
  }
}
