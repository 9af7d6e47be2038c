import type { SoundCue } from '../core/sound'
import type { Mix } from '../media/sound/mix'
import type { Project } from '../project/project'
import { cuesWithin, soundCues } from '../project/sounds'
import { waits } from './playback'
import type { Sounds } from './sounds'
import type { StudioStore } from './store'

/** Seconds that are given to the loudspeaker at a time, and how far ahead of what is heard. */
const [piece, ahead] = [0.25, 1]
/** Seconds from now at which the first piece sounds: enough to hand it over. */
const lead = 0.06
/** Frames by which what is shown may be off what is heard before it was moved by hand. */
const slack = 3

/** What is heard of the clip while it plays. */
export interface Soundtrack {
  /** Where the clip is by what is heard, seconds: pictures follow it. null: nothing is heard. */
  heard(): number | null
}

interface Playing {
  /** The loudspeaker's time at which the clip was at `clip`, seconds; null: the first piece is not decoded yet. */
  anchor: number | null
  clip: number
  length: number
  pace: number
  stop(): void
}

/**
 * Plays the sound of what drives faces along with the clip: from wherever it is shown, over and over, in step with `playing`,
 * seeks and changes of the project. Decoded a second ahead, so that length costs nothing.
 * @param speaker the page's loudspeaker, made when it is first wanted; null where there is none
 */
export function createSoundtrack(store: StudioStore, sounds: Sounds, speaker: () => AudioContext | null): Soundtrack {
  let playing: Playing | null = null
  let context: AudioContext | null = null
  let about = ''
  let wants = false

  const stop = () => {
    playing?.stop()
    playing = null
  }
  const start = () => {
    stop()
    const { project, frame, pace } = store.getState()
    if (!project) return
    const cues = soundCues(project)
    if (cues.length === 0) return
    if (!context) {
      context = speaker()
      // Before the person has done anything the page may not sound; it joins in afterwards.
      context?.addEventListener('statechange', () => {
        if (context?.state === 'running' && wanted()) start()
      })
    }
    if (!context) return
    if (context.state !== 'running') {
      void context.resume().catch(() => {})
      return
    }
    const { fps, frameCount } = project.settings
    playing = play(context, { cues, sounds, from: frame / fps, length: frameCount / fps, pace })
  }
  const wanted = () => {
    const state = store.getState()
    return state.playing && !state.muted && state.project !== null && !waits(state)
  }
  const heard = () => {
    if (!playing || !context || context.state !== 'running') return null
    const { anchor, clip, length, pace } = playing
    if (anchor === null) return clip
    const late = context.outputLatency || context.baseLatency || 0
    return (clip + Math.max(0, context.currentTime - late - anchor) * pace) % length
  }

  store.subscribe((state, before) => {
    const [had, has] = [wants, wanted()]
    wants = has
    if (!has) {
      if (had) stop()
      return
    }
    if (!had || state.project !== before.project || state.pace !== before.pace) {
      const next = state.project ? describe(state.project, state.pace) : ''
      if (had && next === about) return
      about = next
      return start()
    }
    if (!playing || !state.project || state.frame === before.frame) return
    // A frame that the clock did not ask for: somebody has moved to it.
    const { fps, frameCount } = state.project.settings
    const off = Math.abs(state.frame - (heard() ?? 0) * fps)
    if (Math.min(off, frameCount - off) > slack + fps * 0.05) start()
  })
  return { heard }
}

/** All of a project that is to be heard. */
function describe(project: Project, pace: number): string {
  const { fps, frameCount } = project.settings
  return JSON.stringify([soundCues(project), fps, frameCount, pace, project.picture.sha256])
}

interface Score {
  cues: SoundCue[]
  sounds: Sounds
  from: number
  length: number
  pace: number
}

function play(context: AudioContext, { cues, sounds, from, length, pace }: Score): Playing {
  const voices = new Set<AudioBufferSourceNode>()
  let mix: Mix | null = null
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let [at, due] = [from, 0]
  const self: Playing = {
    anchor: null,
    clip: from,
    length,
    pace,
    stop() {
      ended = true
      clearTimeout(timer)
      mix?.close()
      for (const voice of voices) voice.stop()
      voices.clear()
    },
  }

  const open = async (begin: number) => {
    const { openMix } = await import('../media/sound/mix')
    const tracks = cuesWithin(cues, begin, length).flatMap(({ sha256, ...cue }) => {
      const file = sounds.get(sha256)
      return file ? [{ ...cue, file }] : []
    })
    return openMix(tracks)
  }
  const pump = async () => {
    const { mixRate } = await import('../media/sound/mix')
    while (!ended && (self.anchor === null || due < context.currentTime + ahead)) {
      mix ??= await open(at)
      const count = Math.max(1, Math.round(Math.min(piece, length - at) * mixRate))
      const sides = await mix.next(count)
      if (ended) return
      if (self.anchor === null) {
        due = context.currentTime + lead
        self.anchor = due
      }
      const buffer = context.createBuffer(2, count, mixRate)
      sides.forEach((side, k) => {
        buffer.copyToChannel(side, k)
      })
      const voice = new AudioBufferSourceNode(context, { buffer, playbackRate: pace })
      voice.connect(context.destination)
      voice.onended = () => voices.delete(voice)
      voices.add(voice)
      voice.start(due)
      due += count / mixRate / pace
      at += count / mixRate
      if (at > length - 1e-3) {
        mix.close()
        mix = null
        at = 0
      }
    }
    if (!ended) timer = setTimeout(step, 200)
  }
  const step = () =>
    void pump().catch((thrown) => {
      // A sound that cannot be played leaves the pictures to their own clock.
      console.error(thrown)
      self.stop()
    })
  step()
  return self
}
