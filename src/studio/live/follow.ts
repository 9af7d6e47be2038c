import { isAtRest } from '../../core/face/at-rest'
import type { ImprintMoment } from '../../core/face/imprint/imprint'
import { measureFace, neutralOf } from '../../core/face/measure'
import { mirrored } from '../../core/face/mirror'
import { oneEuro } from '../../core/face/smooth'
import type { StudioStore } from '../store'
import { watchCamera } from './camera'
import type { Run } from './run'
import { seenMoments } from './seen'
import type { LiveStatus } from './status'
import { hearVoice } from './voice'

/** Pictures a second that are expected of a camera, for the filter. */
const cameraRate = 30
/** Milliseconds that who comes before a camera, or asks for a new neutral, is waited for to look ahead at rest; then he is taken as he is. */
const patience = 3000

/**
 * @param values as measured
 * @param shown the same, smoothed for the moment
 * @param at when it was seen or heard, milliseconds
 * @param seen what the camera's pixels showed of mouth and skin; null: nothing
 */
type OnMoment = (values: Float32Array<ArrayBuffer>, shown: Float32Array, at: number, seen: ImprintMoment | null) => void

export interface Following {
  store: StudioStore
  status: LiveStatus
  /** Whether a run still goes on. */
  goesOn(run: Run): boolean
  onMoment: OnMoment
}

/** Measures the face that a camera sees against its neutral until the camera ends. @throws `vision-unavailable` */
export async function followCamera(run: Run, { store, status, goesOn, onMoment }: Following): Promise<void> {
  let smooth = oneEuro(cameraRate)
  let look: ReturnType<typeof seenMoments> | null = null
  await watchCamera(
    run.device,
    ({ landmarks, sight, milliseconds: detect }) => {
      if (!goesOn(run)) return
      const at = performance.now() - detect
      if (status.phase() === 'starting') status.set({ phase: 'ready' })
      if (!landmarks) {
        if (store.getState().live?.present) status.set({ present: false, settling: false })
        return
      }
      if (!run.neutral) run.calibrate ||= at
      // A neutral that looks aside or speaks would turn and twist all that follows.
      const waits = run.calibrate > 0 && at - run.calibrate < patience && !isAtRest(landmarks)
      if (run.calibrate > 0 && !waits) {
        run.neutral = neutralOf(landmarks)
        run.calibrate = 0
        smooth = oneEuro(cameraRate)
        look = sight && seenMoments(sight)
      }
      status.set({ present: true, settling: waits })
      if (!run.neutral) return
      const begin = performance.now()
      const measured = measureFace(run.neutral, landmarks)
      const { mirror } = store.getState().liveOptions
      const values = mirror ? mirrored(measured) : measured
      const seen = look && sight && look(sight, mirror)
      status.took({ detect, measure: performance.now() - begin })
      onMoment(values, smooth(values), at, seen)
    },
    run.ending.signal,
  )
}

/** Tells what a face does that says what a microphone hears. */
export async function followVoice(run: Run, { status, goesOn, onMoment }: Following): Promise<void> {
  const voice = await hearVoice(run.device, (values, milliseconds, present) => {
    if (!goesOn(run)) return
    status.set({ present })
    status.took({ measure: milliseconds })
    onMoment(values, values, performance.now(), null)
  })
  if (!goesOn(run)) return voice.stop()
  run.voice = voice
  status.set({ phase: 'ready' })
}
