import { fluidStride } from './fluid-points'
import { fluidShader } from './fluid-shader'
import { shader } from './shader'

export interface Pipelines {
  common: GPUBindGroupLayout
  layer: GPUBindGroupLayout
  source: GPURenderPipeline
  uncoveredShare: GPURenderPipeline
  uncoveredPlate: GPURenderPipeline
  carried: GPURenderPipeline
  poured: GPURenderPipeline
  filmed: GPURenderPipeline
  frozenShare: GPURenderPipeline
  frozenSource: GPURenderPipeline
}

const over: GPUBlendState = {
  color: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
  alpha: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
}
/** Takes a share out of what is there, so that something else can be added. */
const makeRoom: GPUBlendState = {
  color: { srcFactor: 'zero', dstFactor: 'one-minus-src-alpha' },
  alpha: { srcFactor: 'zero', dstFactor: 'one-minus-src-alpha' },
}
const add: GPUBlendState = {
  color: { srcFactor: 'one', dstFactor: 'one' },
  alpha: { srcFactor: 'one', dstFactor: 'one' },
}

/** @param stride numbers a point of a mesh takes */
export function pipelinesFor(device: GPUDevice, format: GPUTextureFormat, stride: number): Pipelines {
  const module = device.createShaderModule({ code: shader + fluidShader })
  const texture = (binding: number): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.FRAGMENT,
    texture: { sampleType: 'float' },
  })
  const common = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT, buffer: { type: 'uniform' } },
      texture(1),
      texture(2),
      texture(3),
    ],
  })
  const layer = device.createBindGroupLayout({ entries: [texture(0), texture(1)] })
  const points: GPUVertexBufferLayout = {
    arrayStride: 4 * stride,
    attributes: [
      { shaderLocation: 0, offset: 0, format: 'float32x2' },
      { shaderLocation: 1, offset: 8, format: 'float32x2' },
      { shaderLocation: 2, offset: 16, format: 'float32x2' },
      { shaderLocation: 3, offset: 24, format: 'float32' },
    ],
  }
  const fluidPoints: GPUVertexBufferLayout = {
    arrayStride: 4 * fluidStride,
    attributes: [
      { shaderLocation: 0, offset: 0, format: 'float32x2' },
      { shaderLocation: 1, offset: 8, format: 'float32x4' },
      { shaderLocation: 2, offset: 24, format: 'float32x2' },
      { shaderLocation: 3, offset: 32, format: 'float32x3' },
    ],
  }
  const buffers: Record<string, GPUVertexBufferLayout[]> = { everywhere: [], pouredAtRest: [fluidPoints] }
  const pipeline = (vertex: string, fragment: string, blend: GPUBlendState | null, withLayer = false) =>
    device.createRenderPipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: withLayer ? [common, layer] : [common] }),
      vertex: { module, entryPoint: vertex, buffers: buffers[vertex] ?? [points] },
      fragment: { module, entryPoint: fragment, targets: [blend ? { format, blend } : { format }] },
    })
  return {
    common,
    layer,
    source: pipeline('everywhere', 'source', null),
    uncoveredShare: pipeline('atRest', 'uncoveredShare', makeRoom),
    uncoveredPlate: pipeline('atRest', 'uncoveredPlate', add),
    carried: pipeline('displaced', 'carried', over, true),
    poured: pipeline('pouredAtRest', 'poured', over, true),
    filmed: pipeline('displaced', 'filmed', null, true),
    frozenShare: pipeline('everywhere', 'frozenShare', makeRoom),
    frozenSource: pipeline('everywhere', 'frozenSource', add),
  }
}
