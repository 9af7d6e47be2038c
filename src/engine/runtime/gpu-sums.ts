import type { DeviceMemory } from './device'

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

/** Numbers on the device, and what they count. */
export interface Term {
  buffer: GPUBuffer
  /** First number. */
  at: number
  /** What it counts. */
  share: number
}

/** One target and up to three terms. */
export interface Sum {
  target: Term
  terms: Term[]
}

/** Bytes between two sums' numbers: places of bindings are multiples of it. */
const stride = 256

/** Weighted sums of vectors on the device. */
export class Sums {
  private readonly pipeline: GPUComputePipeline
  /** Stands where a term lacks. */
  readonly nothing: GPUBuffer

  /** @param length numbers of every vector */
  constructor(
    private readonly memory: DeviceMemory,
    private readonly length: number,
  ) {
    const { device } = memory
    this.pipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code: source }), entryPoint: 'add' },
    })
    this.nothing = memory.take(16)
  }

  /** Does sums one after another, in one submission: target = share target + the terms. */
  add(sums: readonly Sum[]): void {
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

  close(): void {
    this.memory.giveBack(this.nothing)
  }
}
