/** Bytes from one buffer (null: zeros) into another, on the device. Places and sizes are multiples of 4. */
export interface Copy {
  from: GPUBuffer | null
  at: number
  to: GPUBuffer
  into: number
  bytes: number
}

/** Bytes of free buffers that are kept for the next ones of their sizes. */
const keptBytes = 256 * 2 ** 20

/**
 * Buffers of our own on the device that the sessions share. They are used again: whatever is submitted
 * later runs later, so that a buffer may be given back as soon as its last use has been submitted.
 */
export class DeviceMemory {
  private readonly free = new Map<number, GPUBuffer[]>()
  private kept = 0

  constructor(readonly device: GPUDevice) {}

  take(bytes: number): GPUBuffer {
    const size = 16 * Math.ceil(bytes / 16)
    const known = this.free.get(size)?.pop()
    if (known) {
      this.kept -= size
      return known
    }
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
    return this.device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST })
  }

  giveBack(buffer: GPUBuffer): void {
    if (this.kept + buffer.size > keptBytes) {
      buffer.destroy()
      return
    }
    this.kept += buffer.size
    const same = this.free.get(buffer.size)
    if (same) same.push(buffer)
    else this.free.set(buffer.size, [buffer])
  }

  copy(copies: readonly Copy[]): void {
    const encoder = this.device.createCommandEncoder()
    for (const { from, at, to, into, bytes } of copies)
      if (from) encoder.copyBufferToBuffer(from, at, to, into, bytes)
      else encoder.clearBuffer(to, into, bytes)
    this.device.queue.submit([encoder.finish()])
  }

  /** What lies in parts of buffers now, one after another, whatever is submitted after this call. */
  async read(parts: readonly { from: GPUBuffer; at: number; bytes: number }[]): Promise<Float32Array<ArrayBuffer>> {
    const size = parts.reduce((sum, { bytes }) => sum + bytes, 0)
    const { MAP_READ, COPY_DST } = GPUBufferUsage
    const staging = this.device.createBuffer({ size, usage: MAP_READ | COPY_DST })
    let into = 0
    this.copy(
      parts.map(({ from, at, bytes }) => {
        const copy = { from, at, to: staging, into, bytes }
        into += bytes
        return copy
      }),
    )
    await staging.mapAsync(GPUMapMode.READ)
    const data = new Float32Array(staging.getMappedRange().slice(0))
    staging.destroy()
    return data
  }

  close(): void {
    for (const buffers of this.free.values()) for (const buffer of buffers) buffer.destroy()
    this.free.clear()
    this.kept = 0
  }
}
