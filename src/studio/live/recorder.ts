import type { Take } from '../../controls/face/state'
import { asKinoraError, KinoraError } from '../../core/errors'
import type { ImprintMoment } from '../../core/face/imprint/imprint'
import { imprintRecorder } from '../../core/face/imprint/record'
import type { Playback } from '../playback'
import type { Sounds } from '../sounds'
import type { StudioStore } from '../store'
import { openDevice } from './camera'
import { takeOf } from './recording'
import { letGoOfVoice, type Run } from './run'
import type { LiveStatus } from './status'
import { hearVoice } from './voice'

/** Seconds of a countdown, and the longest that is recorded. */
const [countdown, longest] = [3, 600]
/** Seconds: who ends it sooner did not mean to record. */
const briefest = 0.5

/** Takes of what a device drives. */
export interface Recorder {
  /** Waits for the microphone where one is wanted, counts down, then records until `finish`. */
  begin(run: Run): Promise<void>
  /** What was measured at a moment, milliseconds, and what the camera's pixels showed. */
  add(run: Run, values: Float32Array, at: number, seen: ImprintMoment | null): void
  /** Ends the recording and makes it the face's take; calls off a countdown. @throws `recording-empty`, `sound-unreadable` */
  finish(run: Run): Promise<void>
}

interface RecorderParts {
  store: StudioStore
  playback: Playback
  sounds: Sounds
  status: LiveStatus
  goesOn(run: Run): boolean
  keep(control: string, take: Take): Promise<void>
  say(error: KinoraError): void
}

export function createRecorder({ store, playback, sounds, status, goesOn, keep, say }: RecorderParts): Recorder {
  let timer: ReturnType<typeof setTimeout> | undefined

  const isSlow = () => store.getState().live?.source === 'camera' && store.getState().liveOptions.slow
  const openVoice = async (run: Run) => {
    run.listener = await openDevice('microphone')
    run.voice = await hearVoice(run.listener, null)
    if (!goesOn(run)) letGoOfVoice(run)
  }
  /** The clip plays from its beginning while something is recorded: what is heard in it can be mimed to. */
  const start = (run: Run) => {
    playback.seek(0)
    store.setState({ pace: isSlow() ? 0.5 : 1 })
    playback.play(true)
    run.moments = []
    run.pixels = imprintRecorder()
    run.begun = performance.now()
    run.voice?.record()
    status.set({ phase: 'recording', count: 0, recorded: 0 })
  }
  const count = (run: Run, left: number) => {
    if (!goesOn(run)) return
    if (left === 0) return start(run)
    status.set({ count: left })
    timer = setTimeout(() => count(run, left - 1), 1000)
  }
  const takeFrom = async (
    run: Run,
    source: 'camera' | 'microphone',
    pace: number,
    end: number,
  ): Promise<Take | null> => {
    const { liveOptions, project } = store.getState()
    const { moments, lamp } = run
    const imprint = run.pixels?.imprint(lamp)
    run.moments = []
    run.pixels = null
    const voice = await run.voice?.taken()
    if (source === 'camera') letGoOfVoice(run)
    const control = project?.controls.find(({ id }) => id === run.control)
    if (control?.kind !== 'face') return null
    const { keepSound, readTake } = await import('../driver')
    if (source === 'microphone' && voice) return readTake(voice, sounds)
    const take = takeOf(moments, pace, liveOptions.arms, control.take, imprint, end)
    if (!take) {
      if (end < briefest) return null
      throw new KinoraError('recording-empty')
    }
    // Whoever mimes to a voice that is there already keeps it.
    const sound = voice ? await keepSound(voice, sounds) : control.take?.sound
    return { ...take, ...(sound && { sound }) }
  }

  const recorder: Recorder = {
    async begin(run) {
      status.set({ phase: 'counting', count: countdown })
      const { live, liveOptions } = store.getState()
      try {
        // Asked for before it counts: who has to say yes first would miss the beginning.
        if (live?.source === 'camera' && liveOptions.voice && !liveOptions.slow) await openVoice(run)
      } catch (thrown) {
        if (goesOn(run)) status.set({ phase: 'ready', count: 0 })
        throw thrown
      }
      if (status.phase() === 'counting') count(run, countdown)
      else letGoOfVoice(run)
    },
    add(run, values, at, seen) {
      const { live } = store.getState()
      if (live?.phase !== 'recording') return
      const time = (at - run.begun) / 1000
      if (time >= 0) {
        run.moments.push({ time, values })
        if (seen) run.pixels?.add(seen)
        else run.pixels = null
        run.lamp = seen?.lamp ?? run.lamp
      }
      if (time > longest) void recorder.finish(run).catch((thrown) => say(asKinoraError(thrown)))
      else if (Math.floor(time * 4) !== Math.floor(live.recorded * 4)) status.set({ recorded: Math.max(0, time) })
    },
    async finish(run) {
      clearTimeout(timer)
      const { live, pace } = store.getState()
      const end = (performance.now() - run.begun) / 1000
      status.set({ phase: 'ready', count: 0, recorded: 0 })
      if (live?.phase !== 'recording') {
        if (live?.source === 'camera') letGoOfVoice(run)
        return
      }
      playback.play(false)
      store.setState({ pace: 1 })
      const take = await takeFrom(run, live.source, pace, end)
      if (take) await keep(run.control, take)
    },
  }
  return recorder
}
