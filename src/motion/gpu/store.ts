import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import type { LayerMesh } from '../layer-mesh'
import type { PixelBox } from '../texture'

interface Held {
  thing: GPUTexture | GPUBuffer
  used: boolean
}

/** What lies on the device, each for the object it was made of; what a frame did not use is let go. */
export class DeviceStore {
  private readonly held = new Map<object, Held>()
  /** Of a picture, what its drawn over copy is kept by, and where that differs. */
  private readonly copies = new WeakMap<Picture, { boxes: readonly PixelBox[] }>()

  constructor(private readonly device: GPUDevice) {}

  picture(picture: Picture): GPUTexture {
    return this.keep(picture, () => this.upload(picture))
  }

  /** A picture that differs from another one within some boxes, now or when it was last drawn: only those are written again. */
  drawn(picture: Picture, { over, boxes }: { over: Picture; boxes: readonly PixelBox[] }): GPUTexture {
    const { width, data } = picture
    let made = false
    const key = this.copies.get(over) ?? { boxes: [] }
    const before = key.boxes
    key.boxes = boxes
    this.copies.set(over, key)
    const texture = this.keep(key, () => {
      made = true
      return this.upload(picture)
    })
    if (!made)
      for (const { x, y, ...size } of [...before, ...boxes])
        if (size.width > 0 && size.height > 0)
          this.device.queue.writeTexture(
            { texture, origin: [x, y] },
            data,
            { offset: 4 * (y * width + x), bytesPerRow: 4 * width },
            [size.width, size.height],
          )
    return texture
  }

  private upload({ width, height, data }: Picture): GPUTexture {
    const texture = this.device.createTexture({
      size: [width, height],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
    })
    this.device.queue.writeTexture({ texture }, data, { bytesPerRow: 4 * width }, [width, height])
    return texture
  }

  /** One byte a pixel, 0..255 as 0..1. */
  share(data: Uint8Array<ArrayBuffer>, size: Size): GPUTexture {
    return this.keep(data, () => {
      const texture = this.device.createTexture({
        size: [size.width, size.height],
        format: 'r8unorm',
        usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
      })
      this.device.queue.writeTexture({ texture }, data, { bytesPerRow: size.width }, [size.width, size.height])
      return texture
    })
  }

  /** Two triangles a cell, in the order in which cells are drawn. */
  triangles(mesh: Pick<LayerMesh, 'cells' | 'columns'>): GPUBuffer {
    return this.keep(mesh.cells, () => {
      const indices = new Uint32Array(6 * mesh.cells.length)
      mesh.cells.forEach((at, k) => {
        const below = at + mesh.columns
        indices.set([at, at + 1, below, at + 1, below + 1, below], 6 * k)
      })
      const buffer = this.device.createBuffer({
        size: Math.max(4, indices.byteLength),
        usage: GPUBufferUsage.INDEX | GPUBufferUsage.COPY_DST,
      })
      this.device.queue.writeBuffer(buffer, 0, indices)
      return buffer
    })
  }

  /** The buffer of a mesh's points; with `data`, written anew. */
  points(mesh: LayerMesh, data?: Float32Array<ArrayBuffer>): GPUBuffer {
    return this.numbers(mesh.places, data)
  }

  /** A buffer of numbers for what it is kept by; with `data`, written anew. */
  numbers(key: object, data?: Float32Array<ArrayBuffer>): GPUBuffer {
    const buffer = this.keep(key, () =>
      this.device.createBuffer({
        size: Math.max(4, data?.byteLength ?? 4),
        usage: GPUBufferUsage.VERTEX | GPUBufferUsage.COPY_DST,
      }),
    )
    if (data) this.device.queue.writeBuffer(buffer, 0, data)
    return buffer
  }

  /** Destroys what has not been asked for since the last sweep. */
  sweep(): void {
    for (const [key, entry] of this.held) {
      if (!entry.used) {
        entry.thing.destroy()
        this.held.delete(key)
      }
      entry.used = false
    }
  }

  clear(): void {
    for (const entry of this.held.values()) entry.thing.destroy()
    this.held.clear()
  }

  private keep<T extends GPUTexture | GPUBuffer>(key: object, make: () => T): T {
    const known = this.held.get(key)
    if (known) {
      known.used = true
      return known.thing as T
    }
    const thing = make()
    this.held.set(key, { thing, used: true })
    return thing
  }
}
