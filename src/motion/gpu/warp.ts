import type { Size } from '../../core/geometry'
import { seenAt } from '../camera/rig'
import { apartFrom } from '../camera/seen'
import { allRest, type Displaced, displaceLayers } from '../displace'
import { animated } from '../face/animated'
import { type Moment, momentOf } from '../fluid/moment'
import { onHead, poolOf } from '../fluid/pool'
import { type Prepared, prepare } from '../prepare'
import type { LayerTexture } from '../texture'
import type { MotionField, Pixels } from '../types'
import { fluidPointsOf } from './fluid-points'
import { Lens } from './lens'
import { type Pipelines, pipelinesFor } from './pipelines'
import { pointsOf, stride } from './points'
import { DeviceStore } from './store'

/** Draws moments of a field with WebGPU; the same picture as `compose` but for rounding. */
export class GpuWarp {
  private readonly store: DeviceStore
  private readonly pipelines: Pipelines
  private readonly frame: GPUBuffer
  private readonly lens: Lens
  /** The still that the frame which is being drawn is made of. */
  private still: GPUTexture | null = null

  constructor(
    private readonly device: GPUDevice,
    format: GPUTextureFormat,
  ) {
    this.store = new DeviceStore(device)
    this.pipelines = pipelinesFor(device, format, stride)
    this.lens = new Lens(device, format, this.pipelines, this.store)
    this.frame = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  }

  /** Draws onto a view of `size`; colours are premultiplied. */
  draw(target: GPUTextureView, field: MotionField, pixels: Pixels, time: number, size: Size): void {
    const { device, pipelines, store } = this
    const ready = animated(field, prepare(field, pixels, size), time)
    const moved = displaceLayers(field, time)
    device.queue.writeBuffer(this.frame, 0, Float32Array.of(size.width, size.height))
    const still = ready.drawn ? store.drawn(ready.still, ready.drawn) : store.picture(ready.still)
    this.still = still
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
    const begin = (on: GPUTextureView): GPURenderPassEncoder => {
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view: on, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
      })
      pass.setBindGroup(0, common)
      pass.setPipeline(pipelines.source)
      pass.draw(3)
      return pass
    }
    const { rig } = field
    const view = seenAt(rig, field.picture, time)
    const apart = apartFrom(field, moved, view)
    let pass = begin(view ? this.lens.target(size) : target)
    const moments = field.fluids.map((fluid) => momentOf(fluid, time))
    if (!allRest(moved) || [...apart, ...moments].some((asked) => asked)) {
      const by = moved.map((own, k) => apart[k] ?? own)
      this.uncover(pass, field, by, ready)
      this.carry(pass, field, ready, (k) => !apart[k], moments)
    }
    if (rig && view) {
      pass.end()
      const seen = this.lens.surround(encoder, rig, ready.still, field.picture)
      pass = begin(target)
      this.lens.draw(pass, rig, view, seen, field.picture, size)
      this.carry(pass, field, ready, (k) => apart[k] !== null, [])
    }
    if (ready.freeze) this.putBack(pass)
    pass.end()
    device.queue.submit([encoder.finish()])
    store.sweep()
  }

  /** Shows the plate where layers lay and are carried away. */
  private uncover(pass: GPURenderPassEncoder, field: MotionField, moved: readonly Displaced[], ready: Prepared): void {
    const { pipelines, store } = this
    field.layers.forEach((layer, k) => {
      const texture = ready.layers[k] as LayerTexture
      const points = pointsOf(field, layer, moved[k] as Displaced, ready.size, texture)
      pass.setVertexBuffer(0, store.points(layer.mesh, points))
      pass.setIndexBuffer(store.triangles(layer.mesh), 'uint32')
      for (const pipeline of [pipelines.uncoveredShare, pipelines.uncoveredPlate]) {
        pass.setPipeline(pipeline)
        pass.drawIndexed(6 * layer.mesh.cells.length)
      }
    })
  }

  /** Draws some layers where their meshes have carried them; their points lie on the device since `uncover`. */
  private carry(
    pass: GPURenderPassEncoder,
    field: MotionField,
    ready: Prepared,
    which: (layer: number) => boolean,
    moments: readonly Moment[],
  ): void {
    const { device, pipelines, store } = this
    field.layers.forEach((layer, k) => {
      this.pourBehind(k, pass, field, moments, ready)
      if (!which(k)) return
      const texture = ready.layers[k] as LayerTexture
      pass.setVertexBuffer(0, store.points(layer.mesh))
      pass.setIndexBuffer(store.triangles(layer.mesh), 'uint32')
      pass.setPipeline(pipelines.carried)
      pass.setBindGroup(
        1,
        device.createBindGroup({
          layout: pipelines.layer,
          entries: [
            { binding: 0, resource: store.picture(texture.pixels).createView() },
            { binding: 1, resource: store.picture(texture.rest).createView() },
          ],
        }),
      )
      pass.drawIndexed(6 * layer.mesh.cells.length)
    })
    this.pourBehind(field.layers.length, pass, field, moments, ready)
  }

  /** Draws the fluids that lie right behind a layer. */
  private pourBehind(
    k: number,
    pass: GPURenderPassEncoder,
    field: MotionField,
    moments: readonly Moment[],
    ready: Prepared,
  ): void {
    const { device, pipelines, store } = this
    field.fluids.forEach((fluid, i) => {
      const moment = moments[i]
      if (!moment || fluid.behind !== k) return
      const { cover, source } = poolOf(fluid, ready.plate)
      const carried = onHead(fluid, field.heads)
      const pixels = carried && this.still ? this.still : store.picture(source)
      const entries = [store.share(cover.data, ready.size), pixels].map((texture, binding) => ({
        binding,
        resource: texture.createView(),
      }))
      pass.setPipeline(pipelines.poured)
      pass.setVertexBuffer(0, store.numbers(fluid.points, fluidPointsOf(fluid, moment, field.picture, ready.size)))
      pass.setIndexBuffer(store.triangles({ cells: fluid.cells, columns: fluid.lattice.columns }), 'uint32')
      pass.setBindGroup(1, device.createBindGroup({ layout: pipelines.layer, entries }))
      pass.drawIndexed(6 * fluid.cells.length)
    })
  }

  /** The source again where it is frozen. */
  private putBack(pass: GPURenderPassEncoder): void {
    for (const pipeline of [this.pipelines.frozenShare, this.pipelines.frozenSource]) {
      pass.setPipeline(pipeline)
      pass.draw(3)
    }
  }

  forget(): void {
    this.store.clear()
    this.lens.forget()
  }
}
