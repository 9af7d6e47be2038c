import type { Size } from '../../core/geometry'
import { createPicture, type Picture } from '../../core/image'
import type { MotionField, Pixels } from '../types'
import { GpuWarp } from './warp'

/** A frame drawn on a device and read back, straight alpha: for comparing it with `compose`. */
export async function gpuFrame(
  device: GPUDevice,
  field: MotionField,
  pixels: Pixels,
  time: number,
  size: Size,
): Promise<Picture> {
  const warp = new GpuWarp(device, 'rgba8unorm')
  const target = device.createTexture({
    size: [size.width, size.height],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  })
  warp.draw(target.createView(), field, pixels, time, size)
  const rowBytes = Math.ceil((4 * size.width) / 256) * 256
  const buffer = device.createBuffer({
    size: rowBytes * size.height,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  })
  const encoder = device.createCommandEncoder()
  encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow: rowBytes }, [size.width, size.height])
  device.queue.submit([encoder.finish()])
  await buffer.mapAsync(GPUMapMode.READ)
  const bytes = new Uint8Array(buffer.getMappedRange())
  const out = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++) {
    for (let i = 0; i < 4 * size.width; i += 4) {
      const from = y * rowBytes + i
      const alpha = bytes[from + 3] as number
      const gain = alpha > 0 ? 255 / alpha : 0
      for (let c = 0; c < 3; c++) out.data[4 * y * size.width + i + c] = (bytes[from + c] as number) * gain
      out.data[4 * y * size.width + i + 3] = alpha
    }
  }
  buffer.destroy()
  target.destroy()
  warp.forget()
  return out
}
