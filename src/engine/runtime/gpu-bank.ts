import type { Bank, FrameLatents, FrameState, Said } from '../sampling/bank'
import type { Step } from '../sampling/samplers'
import type { DeviceMemory } from './device'
import type { Runtime } from './runtime'
import { Held, type HostTensor } from './tensor'

/** All that a sampler does with latents: t = k0 t + k1 p + k2 q + k3 r, each from a place of its own. */
const source = /* wgsl */ `
struct Sum { count: u32, t: u32, p: u32, q: u32, r: u32, k0: f32, k1: f32, k2: f32, k3: f32 }

@group(0) @binding(0) var<storage, read_write> goal: array<f32>;
@group(0) @binding(1) var<storage, read> first: array<f32>;
@group(0) @binding(2) var<storage, read> second: array<f32>;
@group(0) @binding(3) var<storage, read> third: array<f32>;
@group(0) @binding(4) var<storage, read> sum: Sum;

// What counts nothing is not read: zero times what happens to lie there need not be zero.
@compute @workgroup_size(64)
fn add(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= sum.count) { return; }
  var value = 0.0;
  if (sum.k0 != 0.0) { value = sum.k0 * goal[sum.t + i]; }
  if (sum.k1 != 0.0) { value += sum.k1 * first[sum.p + i]; }
  if (sum.k2 != 0.0) { value += sum.k2 * second[sum.q + i]; }
  if (sum.k3 != 0.0) { value += sum.k3 * third[sum.r + i]; }
  goal[sum.t + i] = value;
}
`

interface Term {
  buffer: GPUBuffer
  /** First number. */
  at: number
  /** What it counts. */
  share: number
}

interface Sum {
  target: Term
  terms: Term[]
}

interface Slot {
  x: GPUBuffer
  sum: GPUBuffer
  previous: GPUBuffer | null
}

/** Bytes between two sums' numbers: places of bindings are multiples of it. */
const stride = 256

/** A bank whose latents stay on the device from step to step. */
export class GpuBank implements Bank {
  private readonly slots = new Map<number, Slot>()
  private readonly length: number
  private readonly memory: DeviceMemory
  private readonly pipeline: GPUComputePipeline
  private readonly nothing: GPUBuffer

  /** Needs a runtime with a device; `shape` is that of one frame. */
  constructor(
    private readonly runtime: Runtime,
    private readonly shape: readonly number[],
    private readonly remembers: boolean,
  ) {
    this.length = shape.reduce((product, extent) => product * extent, 1)
    this.memory = runtime.device as DeviceMemory
    const { device } = this.memory
    this.pipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code: source }), entryPoint: 'add' },
    })
    this.nothing = this.memory.take(16)
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
    this.add(sums)
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
    this.add(sums)
    if (uploaded) this.memory.giveBack(uploaded)
  }

  advance(frame: number, { a, b, c, d }: Step, noise: FrameLatents | null): void {
    const slot = this.at(frame)
    const { x, sum, previous } = slot
    const drawn = noise ? this.upload({ shape: [noise.length], data: noise }) : null
    this.add([
      {
        target: { buffer: x, at: 0, share: a },
        terms: [
          { buffer: sum, at: 0, share: b },
          { buffer: previous ?? this.nothing, at: 0, share: previous ? c : 0 },
          { buffer: drawn ?? this.nothing, at: 0, share: drawn ? d : 0 },
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
    this.memory.giveBack(this.nothing)
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

  /** Does sums one after another, in one submission. */
  private add(sums: readonly Sum[]): void {
    if (sums.length === 0) return
    const { device } = this.memory
    const told = this.memory.take(stride * sums.length)
    const numbers = new ArrayBuffer(stride * sums.length)
    sums.forEach(({ target, terms }, i) => {
      new Uint32Array(numbers, stride * i, 5).set([this.length, target.at, ...[0, 1, 2].map((n) => terms[n]?.at ?? 0)])
      new Float32Array(numbers, stride * i + 20, 4).set([target.share, ...[0, 1, 2].map((n) => terms[n]?.share ?? 0)])
    })
    device.queue.writeBuffer(told, 0, numbers)
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    pass.setPipeline(this.pipeline)
    const groups = Math.ceil(this.length / 64)
    sums.forEach(({ target, terms }, i) => {
      const buffers = [target.buffer, ...[0, 1, 2].map((n) => terms[n]?.buffer ?? this.nothing)]
      const entries: GPUBindGroupEntry[] = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }))
      entries.push({ binding: 4, resource: { buffer: told, offset: stride * i, size: 48 } })
      pass.setBindGroup(0, device.createBindGroup({ layout: this.pipeline.getBindGroupLayout(0), entries }))
      pass.dispatchWorkgroups(Math.min(groups, 32768), Math.ceil(groups / 32768))
    })
    pass.end()
    device.queue.submit([encoder.finish()])
    this.memory.giveBack(told)
  }
}
