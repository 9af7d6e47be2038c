import type { Size } from '../../core/geometry'
import type { FaceHint } from '../../core/hint'
import { type FaceMesh, faceMesh } from './mesh'

/** As many as a picture has faces, and a few more. */
const most = 12
const made: { landmarks: Float32Array; picture: Size; cutOut: boolean; mesh: FaceMesh }[] = []

/** The mesh of a face, made once for its landmarks. */
export function meshOf(hint: FaceHint, picture: Size): FaceMesh {
  const { landmarks } = hint
  const cutOut = hint.figure !== null
  const at = made.findIndex(
    (known) =>
      known.cutOut === cutOut &&
      known.picture.width === picture.width &&
      known.picture.height === picture.height &&
      (known.landmarks === landmarks || known.landmarks.every((value, i) => value === landmarks[i])),
  )
  const [known] = at < 0 ? [] : made.splice(at, 1)
  const entry = known ?? { landmarks, picture, cutOut, mesh: faceMesh(landmarks, picture, cutOut) }
  // A copy that came over a worker's border is recognised at once the next time.
  entry.landmarks = landmarks
  made.unshift(entry)
  made.length = Math.min(made.length, most)
  return entry.mesh
}
