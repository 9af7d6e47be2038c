import type { Size } from '../../core/geometry'
import { displaceMesh } from '../displace'
import { restWidth } from '../drawmesh'
import { prepare } from '../prepare'
import type { Layer, MotionField, Pixels } from '../types'
import { type Pipelines, pipelinesFor } from './pipelines'
import { DeviceStore } from './store'

/** Numbers a point of a mesh takes: at rest x, y; displaced x, y; on the layer's texture x, y; way. */
const stride = 7

/** Draws moments of a field with WebGPU; the same picture as `compose` but for rounding. */
export class GpuWarp {
  private readonly store: DeviceStore
  private readonly pipelines: Pipelines
  private readonly frame: GPUBuffer

  constructor(
    private readonly device: GPUDevice,
    format: GPUTextureFormat,
  ) {
    this.store = new DeviceStore(device)
    this.pipelines = pipelinesFor(device, format, stride)
    this.frame = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  }

  /** Draws onto a view of `size`; colours are premultiplied. */
  draw(target: GPUTextureView, field: MotionField, pixels: Pixels, time: number, size: Size): void {
    const { device, pipelines, store } = this
    const ready = prepare(field, pixels, size)
    const moved = field.layers.map((layer) => displaceMesh(field, layer, time))
    const moves = moved.some((by) => by.some((value) => value !== 0))
    device.queue.writeBuffer(this.frame, 0, Float32Array.of(size.width, size.height))
    const still = store.picture(ready.still)
    const common = device.createBindGroup({
      layout: pipelines.common,
      entries: [
        { binding: 0, resource: { buffer: this.frame } },
        { binding: 1, resource: still.createView() },
        { binding: 2, resource: store.picture(ready.plate).createView() },
        { binding: 3, resource: (ready.freeze ? store.share(ready.freeze, size) : still).createView() },
      ],
    })
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    })
    pass.setBindGroup(0, common)
    pass.setPipeline(pipelines.source)
    pass.draw(3)
    if (moves) {
      field.layers.forEach((layer, k) => {
        const texture = ready.layers[k] as (typeof ready.layers)[number]
        const points = pointsOf(field, layer, moved[k] as Float32Array, size, texture)
        pass.setVertexBuffer(0, store.points(layer, points))
        pass.setIndexBuffer(store.triangles(layer.mesh), 'uint32')
        for (const pipeline of [pipelines.uncoveredShare, pipelines.uncoveredPlate]) {
          pass.setPipeline(pipeline)
          pass.drawIndexed(6 * layer.mesh.cells.length)
        }
      })
      field.layers.forEach((layer, k) => {
        const texture = ready.layers[k] as (typeof ready.layers)[number]
        pass.setVertexBuffer(0, store.points(layer))
        pass.setIndexBuffer(store.triangles(layer.mesh), 'uint32')
        pass.setPipeline(pipelines.carried)
        pass.setBindGroup(
          1,
          device.createBindGroup({
            layout: pipelines.layer,
            entries: [{ binding: 0, resource: store.picture(texture.pixels).createView() }],
          }),
        )
        pass.drawIndexed(6 * layer.mesh.cells.length)
      })
      if (ready.freeze) {
        for (const pipeline of [pipelines.frozenShare, pipelines.frozenSource]) {
          pass.setPipeline(pipeline)
          pass.draw(3)
        }
      }
    }
    pass.end()
    device.queue.submit([encoder.finish()])
    store.sweep()
  }

  forget(): void {
    this.store.clear()
  }
}

function pointsOf(
  field: MotionField,
  layer: Layer,
  by: Float32Array,
  size: Size,
  texture: { x: number; y: number },
): Float32Array<ArrayBuffer> {
  const { places } = layer.mesh
  const count = places.length / 2
  const out = new Float32Array(stride * count)
  const [scaleX, scaleY] = [size.width / field.picture.width, size.height / field.picture.height]
  for (let i = 0; i < count; i++) {
    const x = (places[2 * i] as number) * scaleX
    const y = (places[2 * i + 1] as number) * scaleY
    const dx = (by[2 * i] as number) * scaleX
    const dy = (by[2 * i + 1] as number) * scaleY
    const at = stride * i
    out[at] = x
    out[at + 1] = y
    out[at + 2] = x + dx
    out[at + 3] = y + dy
    out[at + 4] = x - texture.x
    out[at + 5] = y - texture.y
    out[at + 6] = Math.min(1, Math.sqrt(dx * dx + dy * dy) / restWidth)
  }
  return out
}
