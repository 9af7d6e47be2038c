import { keen } from '../filters/cubic'

/** A fluid, as `pour` draws it: two samples of what flows by a keen cubic filter, weighted, and a colour. `layer` is its cover, `rest` what it is made of. */
export const fluidShader = /* wgsl */ `
struct FluidPoint {
  @location(0) rest: vec2f,
  @location(1) reads: vec4f,
  @location(2) counts: vec2f,
  @location(3) colour: vec3f,
}
struct Poured {
  @builtin(position) position: vec4f,
  @location(0) reads: vec4f,
  @location(1) counts: vec2f,
  @location(2) colour: vec3f,
}

@vertex fn pouredAtRest(point: FluidPoint) -> Poured {
  return Poured(clip(point.rest), point.reads, point.counts, point.colour);
}

@fragment fn poured(shown: Poured) -> @location(0) vec4f {
  let cover = textureLoad(layer, vec2i(shown.position.xy), 0).r;
  var sum = vec4f(shown.colour, 0.0);
  if (shown.counts.x > 1e-4) { sum += shown.counts.x * convolved(rest, shown.reads.xy, ${keen}); }
  if (shown.counts.y > 1e-4) { sum += shown.counts.y * convolved(rest, shown.reads.zw, ${keen}); }
  let alpha = clamp(sum.a / (shown.counts.x + shown.counts.y), 0.0, 1.0);
  return premultiplied(vec4f(clamp(sum.rgb, vec3f(0.0), vec3f(1.0)), alpha)) * cover;
}
`
