import type { Take } from '../controls/face/state'
import { rounded } from '../controls/face/tool'
import type { ControlInput } from '../controls/registry'
import { KinoraError } from '../core/errors'
import type { Ports } from './ports'
import type { StudioStore } from './store'

/** How far from a face's middle a click may lie to mean it, in half its height: among several, and where there is but one. */
const aimReach = 1.1
const loneReach = 3

/** A control as a script gives it: what drives it as files, a video or a voice. */
export type DrivenInput =
  | ControlInput
  | (Extract<ControlInput, { kind: 'face' }> & { driver?: Blob; sound?: Blob })
  | (Extract<ControlInput, { kind: 'body' }> & { driver?: Blob })
  | (Extract<ControlInput, { kind: 'clone' }> & { reference?: Blob })

/** What a script gives, with the motion that its files hold in their place. @throws as `readTake` */
export async function withTake(input: DrivenInput, readTake: (file: Blob) => Promise<Take>): Promise<ControlInput> {
  if (input.kind === 'clone' && 'reference' in input) {
    const { reference, ...clone } = input
    if (!reference) return clone
    const { readReference } = await import('./reference')
    return { ...(await readReference(reference)), ...clone }
  }
  if (input.kind === 'body' && 'driver' in input) {
    const { driver, ...body } = input
    if (!driver) return body
    const { readBodyTake } = await import('./body-driver')
    return { ...body, take: await readBodyTake(driver) }
  }
  if (input.kind !== 'face' || !('driver' in input || 'sound' in input)) return input
  const { driver, sound, ...face } = input
  const file = driver ?? sound
  if (!file) return face
  return { ...face, take: await readTake(file) }
}

/**
 * A face that is to be found before it can do anything: with its landmarks, so that the project needs no
 * detector ever after. Any other control as it is.
 * @throws `face-not-found`, `vision-unavailable`
 */
export async function withLandmarks(
  control: ControlInput,
  store: StudioStore,
  findFaces: Ports['findFaces'],
): Promise<ControlInput> {
  if (control.kind !== 'face' || control.landmarks) return control
  const { still, project } = store.getState()
  if (!still || !project) throw new KinoraError('nothing-open')
  const { width, height } = project.picture
  const at = control.at ? { x: control.at.x / width, y: control.at.y / height } : null
  const found = await findFaces(still, at)
  // Where several are, the one that was pointed at; of those that were not, the largest.
  const nearest = at ? found.toSorted((a, b) => away(a.landmarks, at) - away(b.landmarks, at))[0] : found[0]
  const reach = found.length === 1 ? loneReach : aimReach
  if (!nearest || (at && away(nearest.landmarks, at) > reach)) throw new KinoraError('face-not-found')
  if (store.getState().project?.picture.sha256 !== project.picture.sha256) throw new KinoraError('cancelled')
  const { landmarks, figure } = nearest
  return { ...control, landmarks: Array.from(landmarks, rounded), ...(figure && { figure }) }
}

/** How far a place is from a face's middle, in half its height. */
function away(landmarks: Float32Array, at: { x: number; y: number }): number {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let i = 0; i < landmarks.length; i += 3) {
    left = Math.min(left, landmarks[i] as number)
    right = Math.max(right, landmarks[i] as number)
    top = Math.min(top, landmarks[i + 1] as number)
    bottom = Math.max(bottom, landmarks[i + 1] as number)
  }
  const [dx, dy] = [
    (at.x - (left + right) / 2) / (right - left || 1),
    (at.y - (top + bottom) / 2) / (bottom - top || 1),
  ]
  return 2 * Math.hypot(dx, dy)
}
