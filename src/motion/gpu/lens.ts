import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { continued } from '../camera/continued'
import { seenMesh } from '../camera/seen'
import type { Rig } from '../camera/types'
import type { View } from '../camera/view'
import type { Pipelines } from './pipelines'
import { meshPoints } from './points'
import type { DeviceStore } from './store'

/** What the cameras look at on the device: the scene without them, with room around it where the picture is continued. */
export class Lens {
  private scene: GPUTexture | null = null
  private around: { texture: GPUTexture; still: Picture; margin: number } | null = null

  constructor(
    private readonly device: GPUDevice,
    private readonly format: GPUTextureFormat,
    private readonly pipelines: Pipelines,
    private readonly store: DeviceStore,
  ) {}

  /** What the scene is to be drawn on. */
  target({ width, height }: Size): GPUTextureView {
    if (this.scene?.width !== width || this.scene.height !== height) {
      this.scene?.destroy()
      this.scene = this.device.createTexture({
        size: [width, height],
        format: this.format,
        usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_SRC,
      })
    }
    return this.scene.createView()
  }

  /** Puts the scene, once it has been drawn, into what surrounds it; answers with the texture and how far it reaches out. */
  surround(
    encoder: GPUCommandEncoder,
    rig: Rig,
    still: Picture,
    picture: Size,
  ): { texture: GPUTexture; margin: number } {
    const scene = this.scene as GPUTexture
    const margin = Math.ceil((rig.margin * scene.width) / picture.width)
    if (margin === 0) return { texture: scene, margin }
    if (this.around?.still !== still || this.around.margin !== margin) {
      this.around?.texture.destroy()
      this.around = { texture: this.surroundings(still, margin), still, margin }
    }
    const { texture } = this.around
    encoder.copyTextureToTexture({ texture: scene }, { texture, origin: [margin, margin] }, [scene.width, scene.height])
    return { texture, margin }
  }

  /** Draws the ground as it is seen. */
  draw(
    pass: GPURenderPassEncoder,
    rig: Rig,
    view: View,
    seen: { texture: GPUTexture; margin: number },
    picture: Size,
    size: Size,
  ): void {
    const { mesh, depths } = rig.ground
    const by = seenMesh(mesh, null, depths, view)
    const points = meshPoints(mesh, by, picture, size, { x: -seen.margin, y: -seen.margin })
    pass.setVertexBuffer(0, this.store.points(mesh, points))
    pass.setIndexBuffer(this.store.triangles(mesh), 'uint32')
    pass.setPipeline(this.pipelines.filmed)
    pass.setBindGroup(
      1,
      this.device.createBindGroup({
        layout: this.pipelines.layer,
        entries: [0, 1].map((binding) => ({ binding, resource: seen.texture.createView() })),
      }),
    )
    pass.drawIndexed(6 * mesh.cells.length)
  }

  forget(): void {
    this.scene?.destroy()
    this.around?.texture.destroy()
    this.scene = null
    this.around = null
  }

  private surroundings(still: Picture, margin: number): GPUTexture {
    const { width, height, data } = continued(still, margin)
    const bytes = new Uint8Array(data.length)
    const swapped = this.format.startsWith('bgra')
    for (let i = 0; i < data.length; i += 4) {
      const alpha = (data[i + 3] as number) / 255
      const [r, g, b] = [data[i] as number, data[i + 1] as number, data[i + 2] as number]
      bytes[i] = Math.round((swapped ? b : r) * alpha)
      bytes[i + 1] = Math.round(g * alpha)
      bytes[i + 2] = Math.round((swapped ? r : b) * alpha)
      bytes[i + 3] = data[i + 3] as number
    }
    const texture = this.device.createTexture({
      size: [width, height],
      format: this.format,
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
    })
    this.device.queue.writeTexture({ texture }, bytes, { bytesPerRow: 4 * width }, [width, height])
    return texture
  }
}
