import type { LiveOptions, LiveState } from '../../controls/face/live'
import { channelRegions } from '../../controls/face/regions'
import type { FaceState, Take } from '../../controls/face/state'
import { asKinoraError, KinoraError } from '../../core/errors'
import type { Playback } from '../playback'
import type { Preview } from '../preview'
import type { Sounds } from '../sounds'
import type { StudioStore } from '../store'
import { openDevice } from './camera'
import { type Following, followCamera, followVoice } from './follow'
import { createRecorder } from './recorder'
import { createRun, letGo, type Run } from './run'
import { armedMoment } from './seen'
import { createStatus } from './status'

/** A camera or a microphone that drives a face of the picture. Devices are asked for by what a person does alone. */
export interface Live {
  /** @throws `camera-denied`, `camera-absent`, `camera-busy` (or of the microphone), `vision-unavailable` */
  start(control: string, source: LiveState['source']): Promise<void>
  /** Lets go of the device; a recording that goes on ends here, and is kept. */
  stop(): void
  /** What is seen now is what the one before the camera looks like when he does nothing. */
  calibrate(): void
  /** Counts down, then records until `finish`. */
  record(): void
  /** Ends the recording and makes it the face's take. */
  finish(): Promise<void>
  options(change: Partial<LiveOptions>): void
  /** The camera's own picture, for those who want to see themselves. */
  stream(): MediaStream | null
}

interface LiveParts {
  store: StudioStore
  preview: Preview
  playback: Playback
  sounds: Sounds
  /** Makes a take what drives a face: one step of undo. */
  keep(control: string, take: Take): Promise<void>
  /** Says what went wrong by itself. */
  say(error: KinoraError): void
}

/** What is shown of what was measured: the armed regions by their gains; the others do nothing. */
function armed(values: Float32Array, arms: LiveOptions['arms'], { gains }: FaceState): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value, k) => {
    const region = channelRegions[k]
    return region && arms[region] ? value * (gains[region] ?? 1) : 0
  })
}

export function createLive({ store, preview, playback, sounds, keep, say }: LiveParts): Live {
  let run: Run | null = null
  let turn = 0
  const status = createStatus(store)
  const goesOn = (own: Run) => run === own
  const recorder = createRecorder({ store, playback, sounds, status, goesOn, keep, say })
  const sayThrown = (thrown: unknown) => say(asKinoraError(thrown))

  /** What came of a moment: shown at once, kept as it was measured. */
  const onMoment: Following['onMoment'] = (values, smooth, at, seen) => {
    const { live, liveOptions, project } = store.getState()
    const control = project?.controls.find(({ id }) => id === run?.control)
    if (!run || !live || control?.kind !== 'face') return
    recorder.add(run, values, at, seen)
    const shown = armed(smooth, liveOptions.arms, control)
    const imprint = seen && armedMoment(seen, liveOptions.arms, control)
    void preview.ask((worker) => worker.pose(control.id, shown, imprint)).catch(() => {})
    playback.invalidate()
  }
  const following = { store, status, goesOn, onMoment }

  /** Pulled out, or leave withdrawn: what was recorded up to there is kept. */
  const lost = (own: Run, source: LiveState['source']) => {
    if (!goesOn(own)) return
    api.stop()
    say(new KinoraError(`${source}-lost`))
  }

  const api: Live = {
    async start(control, source) {
      api.stop()
      const mine = ++turn
      status.begin(control, source)
      try {
        const device = await openDevice(source)
        if (mine !== turn) return device.stop()
        const own = createRun(control, device)
        run = own
        void device.ended.then(() => lost(own, source))
        if (source === 'microphone') return await followVoice(own, following)
        followCamera(own, following).catch((thrown) => {
          if (!goesOn(own)) return
          api.stop()
          sayThrown(thrown)
        })
      } catch (thrown) {
        if (mine === turn) api.stop()
        throw thrown
      }
    },
    stop() {
      turn++
      const was = run
      // What has been measured and heard is taken out before the devices go.
      if (was) void recorder.finish(was).catch(sayThrown)
      run = null
      status.end()
      if (!was) return
      letGo(was)
      void preview.ask((worker) => worker.pose(was.control, null)).catch(() => {})
      playback.invalidate()
    },
    calibrate() {
      if (run) run.calibrate = performance.now()
    },
    record() {
      if (status.phase() === 'ready' && run) recorder.begin(run).catch(sayThrown)
    },
    async finish() {
      if (run) await recorder.finish(run)
    },
    options(change) {
      store.setState(({ liveOptions }) => ({ liveOptions: { ...liveOptions, ...change } }))
    },
    stream: () => (store.getState().live?.source === 'camera' ? (run?.device.stream ?? null) : null),
  }
  // Whoever is driven is gone, or another picture is open: nobody is watched for nothing.
  store.subscribe(({ project }, before) => {
    if (!run || project === before.project) return
    const there = project?.controls.some(({ id }) => id === run?.control)
    if (!there || project?.picture.sha256 !== before.project?.picture.sha256) api.stop()
  })
  return api
}
