import { gazeWay } from '../../core/face/lids'
import type { EyePoints } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { eyeMap, inverse } from './eye-map'
import type { EyeBall } from './eyeball'
import { drawLashes } from './lashes'
import { drawLid } from './lid'
import { depthIn, eyeOutline, type Outline, outlineOf, pixelsOf } from './outline'
import { read } from './planes'
import type { Scale } from './skin'

/** Draws what is seen of an eye between its moved lids, and the line of closed lashes. */
export function drawEye(
  out: Picture,
  ball: EyeBall,
  eye: EyePoints,
  rest: RestFace,
  { moved, carried }: { moved: Float32Array; carried: Float32Array },
  values: ArrayLike<number>,
  scale: Scale,
): void {
  const before = outlineOf(rest.landmarks, eyeOutline(eye), scale.x, scale.y)
  const now = outlineOf(moved, eyeOutline(eye), scale.x, scale.y)
  const back = inverse(eyeMap(eye, rest.landmarks, carried, scale))
  // How far the middle of the upper lid has come down, apart from the head's motion.
  const lidWay = (now[9] as number) - (outlineOf(carried, eyeOutline(eye), scale.x, scale.y)[9] as number)
  const [gx, gy] = gazeWay(rest, eye, values).map((way, axis) => way * (axis ? scale.y : scale.x)) as [number, number]
  const width = Math.hypot((now[16] as number) - (now[0] as number), (now[17] as number) - (now[1] as number)) || 1
  // At rest the picture's own eye stays; it gives way to the made one as soon as something of it moves.
  const shown = smoothstep(0.008, 0.03, Math.max(Math.hypot(gx, gy), Math.abs(lidWay)) / width)
  if (shown === 0) return
  const { lid } = ball
  if (lid) drawLid(out, ball, lid, now, back, smoothstep(0.01, 0.04, Math.abs(lidWay) / width))
  const inset = Math.max(0.35, 0.012 * width)
  const [left, top, right, bottom] = pixelsOf(now, 1, out.width, out.height)
  const shade = 0.06 * width * shown * smoothstep(0, 0.06 * width, lidWay)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const deep = depthIn(now, x + 0.5, y + 0.5)
      const cover = smoothstep(inset - 0.7, inset + 0.7, deep) * shown
      if (cover <= 0) continue
      const u = back.xx * (x + 0.5) + back.xy * (y + 0.5) + back.x0 - ball.x
      const v = back.yx * (x + 0.5) + back.yy * (y + 0.5) + back.y0 - ball.y
      // Where the iris has been moved from.
      const [iu, iv] = [u - gx, v - gy]
      const far = Math.hypot(iu - ball.cx, iv - ball.cy) / ball.radius
      const whole = 1 - smoothstep(0.96, 1.1, far)
      const dim = shade > 0 ? 1 - 0.35 * Math.exp(-Math.max(0, deep) / shade) : 1
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const ground = read(ball.white[c] as Float32Array, ball, u, v)
        const colour = whole > 0 ? ground + (read(ball.iris[c] as Float32Array, ball, iu, iv) - ground) * whole : ground
        out.data[at + c] = (out.data[at + c] as number) + (colour * dim - (out.data[at + c] as number)) * cover
      }
    }
  const way = lidWay / opening(before)
  // Lashes that are drawn go with their lid from the first moment on, and are as bold as in the drawing.
  if (lid) drawLashes(out, now, ball.line, lid.solid * smoothstep(0.02, 0.1, way), lid.bold * width)
  else drawLashes(out, now, ball.line, 0.8 * smoothstep(0.25, 0.8, way), width)
}

function opening(outline: Outline): number {
  return Math.max(
    1,
    Math.hypot((outline[24] as number) - (outline[8] as number), (outline[25] as number) - (outline[9] as number)),
  )
}
