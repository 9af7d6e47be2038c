import type { Bank, FrameLatents, FrameState, Said } from '../sampling/bank'
import type { Step } from '../sampling/samplers'
import type { DeviceMemory } from './device'
import { type Sum, Sums } from './gpu-sums'
import type { Runtime } from './runtime'
import { Held, type HostTensor } from './tensor'

interface Slot {
  x: GPUBuffer
  sum: GPUBuffer
  previous: GPUBuffer | null
}

/** A bank whose latents stay on the device from step to step. */
export class GpuBank implements Bank {
  private readonly slots = new Map<number, Slot>()
  private readonly length: number
  private readonly memory: DeviceMemory
  private readonly sums: Sums

  /** Needs a runtime with a device; `shape` is that of one frame. */
  constructor(
    private readonly runtime: Runtime,
    private readonly shape: readonly number[],
    private readonly remembers: boolean,
  ) {
    this.length = shape.reduce((product, extent) => product * extent, 1)
    this.memory = runtime.device as DeviceMemory
    this.sums = new Sums(this.memory, this.length)
  }

  get frames(): number[] {
    return [...this.slots.keys()]
  }

  begin(frame: number, noise: FrameLatents, scale: number): void {
    const slot = this.slot(frame)
    this.memory.device.queue.writeBuffer(
      slot.x,
      0,
      noise.map((value) => scale * value),
    )
    this.clear([slot.sum, ...(slot.previous ? [slot.previous] : [])])
  }

  input(frames: readonly number[], scale: number, head: FrameLatents | null): Held {
    const { buffer, held } = this.runtime.deviceTensor([frames.length, ...this.shape])
    const sums: Sum[] = []
    frames.forEach((frame, i) => {
      if (i === 0 && head) {
        const scaled = head.map((value) => scale * value)
        this.memory.device.queue.writeBuffer(buffer, 0, scaled)
        return
      }
      sums.push({
        target: { buffer, at: i * this.length, share: 0 },
        terms: [{ buffer: this.at(frame).x, at: 0, share: scale }],
      })
    })
    this.sums.add(sums)
    return held
  }

  async blend(
    frames: readonly number[],
    xShares: readonly number[],
    outputShares: readonly number[],
    { tensor, row }: Said,
  ): Promise<void> {
    const uploaded = tensor instanceof Held ? null : this.upload(tensor)
    const said = tensor instanceof Held ? (tensor.tensor.gpuBuffer as GPUBuffer) : (uploaded as GPUBuffer)
    const sums: Sum[] = []
    frames.forEach((frame, i) => {
      const [share, outputShare] = [xShares[i] as number, outputShares[i] as number]
      if (share === 0 && outputShare === 0) return
      const { x, sum } = this.at(frame)
      sums.push({
        target: { buffer: sum, at: 0, share: 1 },
        terms: [
          { buffer: x, at: 0, share },
          { buffer: said, at: (row + i) * this.length, share: outputShare },
        ],
      })
    })
    this.sums.add(sums)
    if (uploaded) this.memory.giveBack(uploaded)
  }

  advance(frame: number, { a, b, c, d }: Step, noise: FrameLatents | null): void {
    const slot = this.at(frame)
    const { x, sum, previous } = slot
    const drawn = noise ? this.upload({ shape: [noise.length], data: noise }) : null
    this.sums.add([
      {
        target: { buffer: x, at: 0, share: a },
        terms: [
          { buffer: sum, at: 0, share: b },
          { buffer: previous ?? this.sums.nothing, at: 0, share: previous ? c : 0 },
          { buffer: drawn ?? this.sums.nothing, at: 0, share: drawn ? d : 0 },
        ],
      },
    ])
    if (drawn) this.memory.giveBack(drawn)
    if (previous) {
      slot.previous = sum
      slot.sum = previous
    }
    this.clear([slot.sum])
  }

  async read(frames: readonly number[]): Promise<FrameState[]> {
    if (frames.length === 0) return []
    const buffers = frames.flatMap((frame) => {
      const { x, sum, previous } = this.at(frame)
      return previous ? [x, sum, previous] : [x, sum]
    })
    const bytes = 4 * this.length
    const data = await this.memory.read(buffers.map((from) => ({ from, at: 0, bytes })))
    const each = this.remembers ? 3 : 2
    const row = (index: number) => data.slice(index * this.length, (index + 1) * this.length)
    return frames.map((_, i) => ({
      x: row(each * i),
      sum: row(each * i + 1),
      previous: this.remembers ? row(each * i + 2) : null,
    }))
  }

  restore(frame: number, state: FrameState): void {
    const slot = this.slot(frame)
    const { queue } = this.memory.device
    queue.writeBuffer(slot.x, 0, state.x)
    queue.writeBuffer(slot.sum, 0, state.sum)
    if (slot.previous && state.previous) queue.writeBuffer(slot.previous, 0, state.previous)
  }

  remove(frame: number): void {
    const slot = this.slots.get(frame)
    if (!slot) return
    for (const buffer of [slot.x, slot.sum, slot.previous]) if (buffer) this.memory.giveBack(buffer)
    this.runtime.ledger.release(this.bytes)
    this.slots.delete(frame)
  }

  close(): void {
    for (const frame of this.frames) this.remove(frame)
    this.sums.close()
  }

  private get bytes(): number {
    return 4 * this.length * (this.remembers ? 3 : 2)
  }

  private slot(frame: number): Slot {
    const known = this.slots.get(frame)
    if (known) return known
    const take = () => this.memory.take(4 * this.length)
    const slot = { x: take(), sum: take(), previous: this.remembers ? take() : null }
    this.runtime.ledger.take(this.bytes)
    this.slots.set(frame, slot)
    return slot
  }

  private at(frame: number): Slot {
    const slot = this.slots.get(frame)
    if (!slot) throw new RangeError(`frame ${frame} is not under way`)
    return slot
  }

  private upload({ data }: HostTensor): GPUBuffer {
    const buffer = this.memory.take(data.byteLength)
    this.memory.device.queue.writeBuffer(buffer, 0, data)
    return buffer
  }

  private clear(buffers: readonly GPUBuffer[]): void {
    this.memory.copy(buffers.map((to) => ({ from: null, at: 0, to, into: 0, bytes: 4 * this.length })))
  }
}
