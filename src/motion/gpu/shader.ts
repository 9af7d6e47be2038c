import { catmullRom } from '../filters/cubic'

/**
 * The same warp as on the CPU: the source by exact loads, the plate where a layer has moved away,
 * displaced meshes by Catmull-Rom, the source again where it is frozen. Colours leave premultiplied.
 */
export const shader = /* wgsl */ `
struct Frame { size: vec2f }
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var still: texture_2d<f32>;
@group(0) @binding(2) var plate: texture_2d<f32>;
@group(0) @binding(3) var freeze: texture_2d<f32>;
@group(1) @binding(0) var layer: texture_2d<f32>;
@group(1) @binding(1) var rest: texture_2d<f32>;

struct Point {
  @location(0) rest: vec2f,
  @location(1) place: vec2f,
  @location(2) texel: vec2f,
  @location(3) way: f32,
}
struct Shown {
  @builtin(position) position: vec4f,
  @location(0) texel: vec2f,
  @location(1) way: f32,
}

fn clip(place: vec2f) -> vec4f {
  let at = place / frame.size;
  return vec4f(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, 0.0, 1.0);
}

@vertex fn everywhere(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32((index << 1u) & 2u) * 2.0 - 1.0, 1.0 - f32(index & 2u) * 2.0, 0.0, 1.0);
}
@vertex fn atRest(point: Point) -> Shown { return Shown(clip(point.rest), point.texel, point.way); }
@vertex fn displaced(point: Point) -> Shown { return Shown(clip(point.place), point.texel, point.way); }

fn premultiplied(colour: vec4f) -> vec4f { return vec4f(colour.rgb * colour.a, colour.a); }

@fragment fn source(@builtin(position) at: vec4f) -> @location(0) vec4f {
  return premultiplied(textureLoad(still, vec2i(at.xy), 0));
}

@fragment fn uncoveredShare(shown: Shown) -> @location(0) vec4f { return vec4f(0.0, 0.0, 0.0, shown.way); }
@fragment fn uncoveredPlate(shown: Shown) -> @location(0) vec4f {
  return premultiplied(textureLoad(plate, vec2i(shown.position.xy), 0)) * shown.way;
}

fn weights(x: f32, sharpness: f32) -> vec4f {
  let far = vec2f(1.0 + x, 2.0 - x);
  let near = vec2f(x, 1.0 - x);
  let outer = sharpness * (((far - 5.0) * far + 8.0) * far - 4.0);
  let inner = 1.0 + near * near * ((sharpness + 2.0) * near - (sharpness + 3.0));
  return vec4f(outer.x, inner.x, inner.y, outer.y);
}

fn convolved(image: texture_2d<f32>, texel: vec2f, sharpness: f32) -> vec4f {
  let last = vec2i(textureDimensions(image)) - 1;
  let place = texel - 0.5;
  let corner = floor(place);
  let across = weights(place.x - corner.x, sharpness);
  let down = weights(place.y - corner.y, sharpness);
  var sum = vec4f(0.0);
  for (var row = 0; row < 4; row++) {
    for (var column = 0; column < 4; column++) {
      let at = clamp(vec2i(corner) + vec2i(column - 1, row - 1), vec2i(0), last);
      sum += across[column] * down[row] * textureLoad(image, at, 0);
    }
  }
  return sum;
}

fn sampled(texel: vec2f) -> vec4f { return convolved(layer, texel, ${catmullRom}); }

/** The scene as a camera sees it; its colours are premultiplied already. */
@fragment fn filmed(shown: Shown) -> @location(0) vec4f {
  let seen = clamp(sampled(shown.texel), vec4f(0.0), vec4f(1.0));
  return vec4f(min(seen.rgb, vec3f(seen.a)), seen.a);
}

@fragment fn carried(shown: Shown) -> @location(0) vec4f {
  let sum = sampled(shown.texel);
  let own = textureLoad(rest, vec2i(shown.position.xy), 0).rgb;
  let alpha = clamp(sum.a, 0.0, 1.0);
  // A soft border that has hardly left its place still has the source's own colour, and at rest is the source.
  let away = mix(shown.way, 1.0, smoothstep(0.8, 1.0, alpha) * min(1.0, 8.0 * shown.way));
  let colour = clamp(mix(own, sum.rgb, away), vec3f(0.0), vec3f(1.0));
  return premultiplied(vec4f(colour, alpha));
}

@fragment fn frozenShare(@builtin(position) at: vec4f) -> @location(0) vec4f {
  return vec4f(0.0, 0.0, 0.0, textureLoad(freeze, vec2i(at.xy), 0).r);
}
@fragment fn frozenSource(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let share = textureLoad(freeze, vec2i(at.xy), 0).r;
  return premultiplied(textureLoad(still, vec2i(at.xy), 0)) * share;
}
`
