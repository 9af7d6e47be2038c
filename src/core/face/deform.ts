import { move } from './coordinates'
import { rotate } from './fit'
import { gazeWay, moveLids } from './lids'
import { closeLips } from './lips'
import { type BlendshapeName, blendshapeNames, channel } from './names'
import { narrowMouth } from './narrow'
import { offsetWays } from './offsets'
import { eyes, landmarkCount, skinCount } from './points'
import type { RestFace } from './rest'
import { narrowing, shapeWays } from './shapes'
import { headTurn } from './turn'

/** Whose ways across are taken along the mouth's own line instead. */
const narrowed: ReadonlySet<BlendshapeName> = new Set(narrowing.map(({ name }) => name))

/**
 * Where the landmarks go: expressions in the face's own frame, lids along the eye's own outline, then the
 * head's turn in space. Linear in the blendshapes but for lids, closing lips and a mouth that is
 * drawn together.
 *
 * @param values of the channels, see `channelNames`
 * @param out [478, 3], picture pixels
 */
export function deformFace(rest: RestFace, values: ArrayLike<number>, out = new Float32Array(3 * landmarkCount)) {
  const { landmarks, fit } = rest
  out.set(landmarks)
  const way = new Float32Array(3 * landmarkCount)
  blendshapeNames.forEach((name, k) => {
    const value = values[k] as number
    if (value === 0) return
    const scale = (/^(jaw|mouth)/.test(name) ? rest.mouth : 1) * (/^mouth(Smile|Stretch)/.test(name) ? rest.room : 1)
    const from = 3 * k * landmarkCount
    const aside = narrowed.has(name) ? 0 : 1
    for (let i = 0; i < way.length; i++)
      way[i] = (way[i] as number) + value * scale * (i % 3 ? 1 : aside) * (shapeWays[from + i] as number)
  })
  for (let i = 0; i < landmarkCount; i++) {
    const [x, y, z] = rotate(fit.rotation, way[3 * i] as number, way[3 * i + 1] as number, way[3 * i + 2] as number)
    out[3 * i] = (out[3 * i] as number) + fit.scale * x
    out[3 * i + 1] = (out[3 * i + 1] as number) + fit.scale * y
    out[3 * i + 2] = (out[3 * i + 2] as number) + fit.scale * z
  }
  narrowMouth(rest, values, out)
  closeLips(rest, out, values[channel('mouthClose')] as number)
  for (const side of ['Left', 'Right'] as const) {
    const eye = side === 'Left' ? eyes.left : eyes.right
    const read = (name: 'eyeBlink' | 'eyeSquint' | 'eyeWide') => values[channel(`${name}${side}`)] as number
    moveLids(out, landmarks, eye, read('eyeBlink'), read('eyeSquint'), read('eyeWide'))
    const [gx, gy] = gazeWay(rest, eye, values)
    for (const i of eye.iris) {
      out[3 * i] = (landmarks[3 * i] as number) + gx
      out[3 * i + 1] = (landmarks[3 * i + 1] as number) + gy
    }
  }
  const turn = headTurn(rest, values)
  for (let i = 0; i < landmarkCount; i++) turn(out, 3 * i, 1)
  const offsets = offsetWays(rest, values)
  if (offsets)
    for (let i = 0; i < skinCount; i++) for (const axis of [0, 1]) move(out, i, axis, offsets[2 * i + axis] as number)
  return out
}
