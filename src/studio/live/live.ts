import type { LiveOptions, LiveState } from '../../controls/face/live'
import { channelRegions } from '../../controls/face/regions'
import type { FaceState, Take } from '../../controls/face/state'
import { asKinoraError, type KinoraError } from '../../core/errors'
import { measureFace, type Neutral, neutralOf } from '../../core/face/measure'
import { mirrored } from '../../core/face/mirror'
import { oneEuro } from '../../core/face/smooth'
import type { Playback } from '../playback'
import type { Preview } from '../preview'
import type { Sounds } from '../sounds'
import type { StudioStore } from '../store'
import { type Device, openDevice, watchCamera } from './camera'
import { type Moment, takeOf } from './recording'
import { hearVoice, type Voice } from './voice'

/** Seconds of a countdown, and the longest that is recorded. */
const [countdown, longest] = [3, 600]
/** Pictures a second that are expected of a camera, for the filter. */
const cameraRate = 30

/** A camera or a microphone that drives a face of the picture. Devices are asked for by what a person does alone. */
export interface Live {
  /** @throws `camera-denied`, `camera-absent`, `camera-busy` (or of the microphone), `vision-unavailable` */
  start(control: string, source: LiveState['source']): Promise<void>
  /** Lets go of the device; a recording that goes on is dropped. */
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

function letGoOfVoice(own: Run): void {
  own.voice?.stop()
  own.listener?.stop()
  own.voice = null
  own.listener = null
}

/** What is shown of what was measured: the armed regions by their gains; the others do nothing. */
function armed(values: Float32Array, arms: LiveOptions['arms'], { gains }: FaceState): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value, k) => {
    const region = channelRegions[k]
    return region && arms[region] ? value * (gains[region] ?? 1) : 0
  })
}

/** One run from start to stop. */
interface Run {
  control: string
  device: Device
  voice: Voice | null
  /** The microphone beside a camera. */
  listener: Device | null
  ending: AbortController
  neutral: Neutral | null
  calibrate: boolean
  begun: number
  moments: Moment[]
}

export function createLive({ store, preview, playback, sounds, keep, say }: LiveParts): Live {
  let run: Run | null = null
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const set = (change: Partial<LiveState>) => store.setState(({ live }) => ({ live: live && { ...live, ...change } }))
  const took = (part: Partial<LiveState['milliseconds']>) =>
    store.setState(({ live }) => ({ live: live && { ...live, milliseconds: { ...live.milliseconds, ...part } } }))
  const phase = () => store.getState().live?.phase

  /** What came of a moment: shown at once, kept as it was measured. */
  const act = (values: Float32Array<ArrayBuffer>, smooth: (values: Float32Array) => Float32Array, at: number) => {
    const { live, liveOptions, project } = store.getState()
    const control = project?.controls.find(({ id }) => id === run?.control)
    if (!run || !live || control?.kind !== 'face') return
    if (phase() === 'recording') {
      const time = (at - run.begun) / 1000
      if (time >= 0) run.moments.push({ time, values })
      if (time > longest) void api.finish()
      else if (Math.floor(time * 4) !== Math.floor(live.recorded * 4)) set({ recorded: Math.max(0, time) })
    }
    const shown = armed(smooth(values), liveOptions.arms, control)
    void preview.ask((worker) => worker.pose(control.id, shown)).catch(() => {})
    playback.invalidate()
  }

  const seeCamera = async (own: Run) => {
    let smooth = oneEuro(cameraRate)
    await watchCamera(
      own.device,
      ({ landmarks, milliseconds: detect }) => {
        if (run !== own) return
        const at = performance.now() - detect
        if (phase() === 'starting') set({ phase: 'ready' })
        if (!landmarks) {
          if (store.getState().live?.present) set({ present: false })
          return
        }
        if (own.calibrate || !own.neutral) {
          own.neutral = neutralOf(landmarks)
          own.calibrate = false
          smooth = oneEuro(cameraRate)
        }
        const begin = performance.now()
        const measured = measureFace(own.neutral, landmarks)
        const values = store.getState().liveOptions.mirror ? mirrored(measured) : measured
        set({ present: true })
        took({ detect, measure: performance.now() - begin })
        act(values, smooth, at)
      },
      own.ending.signal,
    )
  }

  /** The clip plays from its beginning while something is recorded: what is heard in it can be mimed to. */
  const begin = async (own: Run) => {
    const { liveOptions, live } = store.getState()
    const slow = live?.source === 'camera' && liveOptions.slow
    if (live?.source === 'camera' && liveOptions.voice && !slow) {
      own.listener = await openDevice('microphone')
      own.voice = await hearVoice(own.listener, null)
      if (run !== own) return letGoOfVoice(own)
    }
    playback.seek(0)
    store.setState({ pace: slow ? 0.5 : 1 })
    playback.play(true)
    own.moments = []
    own.begun = performance.now()
    own.voice?.record()
    set({ phase: 'recording', count: 0, recorded: 0 })
  }

  const api: Live = {
    async start(control, source) {
      api.stop()
      const mine = ++turn
      store.setState({
        live: {
          control,
          source,
          phase: 'starting',
          count: 0,
          recorded: 0,
          present: false,
          milliseconds: { detect: 0, measure: 0, deform: 0, draw: 0 },
        },
      })
      try {
        const device = await openDevice(source)
        if (mine !== turn) return device.stop()
        const own: Run = {
          control,
          device,
          voice: null,
          listener: null,
          ending: new AbortController(),
          neutral: null,
          calibrate: false,
          begun: 0,
          moments: [],
        }
        run = own
        void device.ended.then(() => {
          if (run === own) api.stop()
        })
        if (source === 'microphone') {
          own.voice = await hearVoice(device, (values, milliseconds, present) => {
            if (run !== own) return
            set({ present })
            took({ measure: milliseconds })
            act(values, (same) => same, performance.now())
          })
          if (run === own) set({ phase: 'ready' })
          else own.voice.stop()
        } else
          seeCamera(own).catch((thrown) => {
            if (run !== own) return
            api.stop()
            say(asKinoraError(thrown))
          })
      } catch (thrown) {
        if (mine === turn) api.stop()
        throw thrown
      }
    },
    stop() {
      turn++
      clearTimeout(timer)
      const was = run
      run = null
      if (store.getState().live) store.setState({ live: null, pace: 1 })
      if (!was) return
      was.ending.abort()
      letGoOfVoice(was)
      was.device.stop()
      void preview.ask((worker) => worker.pose(was.control, null)).catch(() => {})
      playback.invalidate()
    },
    calibrate() {
      if (run) run.calibrate = true
    },
    record() {
      if (phase() !== 'ready' || !run) return
      const own = run
      const step = (count: number) => {
        if (run !== own) return
        if (count > 0) {
          set({ phase: 'counting', count })
          timer = setTimeout(() => step(count - 1), 1000)
          return
        }
        begin(own).catch((thrown) => {
          set({ phase: 'ready', count: 0 })
          say(asKinoraError(thrown))
        })
      }
      step(countdown)
    },
    async finish() {
      const own = run
      if (!own) return
      clearTimeout(timer)
      const { liveOptions, live, pace, project } = store.getState()
      set({ phase: 'ready', count: 0, recorded: 0 })
      if (live?.phase !== 'recording') return
      playback.play(false)
      store.setState({ pace: 1 })
      const moments = own.moments
      own.moments = []
      const voice = await own.voice?.taken()
      if (live.source === 'camera') letGoOfVoice(own)
      const control = project?.controls.find(({ id }) => id === own.control)
      if (control?.kind !== 'face') return
      const { keepSound, readTake } = await import('../driver')
      if (live.source === 'microphone') {
        if (voice) await keep(own.control, await readTake(voice, sounds))
        return
      }
      const take = takeOf(moments, pace, liveOptions.arms, control.take)
      if (!take) return
      // Whoever mimes to a voice that is there already keeps it.
      const sound = voice ? await keepSound(voice, sounds) : control.take?.sound
      await keep(own.control, { ...take, ...(sound && { sound }) })
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
