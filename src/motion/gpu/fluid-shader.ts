import { keenness } from '../fluid/keen'

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

fn keenWeights(x: f32) -> vec4f {
  let a = f32(${keenness});
  let far = vec2f(1.0 + x, 2.0 - x);
  let near = vec2f(x, 1.0 - x);
  let outer = a * (((far - 5.0) * far + 8.0) * far - 4.0);
  let inner = 1.0 + near * near * ((a + 2.0) * near - (a + 3.0));
  return vec4f(outer.x, inner.x, inner.y, outer.y);
}

fn keenSample(texel: vec2f) -> vec4f {
  let last = vec2i(textureDimensions(rest)) - 1;
  let place = texel - 0.5;
  let corner = floor(place);
  let across = keenWeights(place.x - corner.x);
  let down = keenWeights(place.y - corner.y);
  var sum = vec4f(0.0);
  for (var row = 0; row < 4; row++) {
    for (var column = 0; column < 4; column++) {
      let at = clamp(vec2i(corner) + vec2i(column - 1, row - 1), vec2i(0), last);
      sum += across[column] * down[row] * textureLoad(rest, at, 0);
    }
  }
  return sum;
}

@fragment fn poured(shown: Poured) -> @location(0) vec4f {
  let cover = textureLoad(layer, vec2i(shown.position.xy), 0).r;
  var sum = vec4f(shown.colour, 0.0);
  if (shown.counts.x > 1e-4) { sum += shown.counts.x * keenSample(shown.reads.xy); }
  if (shown.counts.y > 1e-4) { sum += shown.counts.y * keenSample(shown.reads.zw); }
  let alpha = clamp(sum.a / (shown.counts.x + shown.counts.y), 0.0, 1.0);
  return premultiplied(vec4f(clamp(sum.rgb, vec3f(0.0), vec3f(1.0)), alpha)) * cover;
}
`
