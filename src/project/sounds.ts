import type { Take } from '../controls/face/state'
import { takeSounds } from '../controls/face/take'
import type { SoundCue } from '../core/sound'
import type { Project } from './project'
import { turnsBack } from './timing'

/**
 * What is heard of a project's clip: the sound of what drives its visible faces. Loops that go there and back are silent, as
 * the motion in them runs backwards and at another pace.
 */
export function soundCues({ controls, settings }: Pick<Project, 'controls' | 'settings'>): SoundCue[] {
  if (turnsBack(settings)) return []
  const length = settings.frameCount / settings.fps
  return controls.flatMap((control) => (control.kind === 'face' && !control.hidden ? takeSounds(control, length) : []))
}

/** What of some cues is heard from a moment of the clip on until another, told from that moment on. */
export function cuesWithin(cues: readonly SoundCue[], begin: number, end: number): SoundCue[] {
  return cues.flatMap((cue) => {
    const [start, stop] = [Math.max(cue.at, begin), Math.min(cue.at + cue.length, end)]
    return stop > start ? [{ ...cue, at: start - begin, from: cue.from + start - cue.at, length: stop - start }] : []
  })
}

/** Every sound that a project names, whether it is heard or not: hash and type. */
export function namedSounds({ controls }: Pick<Project, 'controls'>): Map<string, string> {
  const found = new Map<string, string>()
  for (const control of controls)
    if (control.kind === 'face')
      for (const { sound } of [...(control.take ? [control.take] : []), ...control.shelf])
        if (sound) found.set(sound.sha256, sound.type)
  return found
}

/** The project with no sound but these: a take whose file has been lost goes on without it. */
export function withSounds(project: Project, kept: ReadonlySet<string>): Project {
  if ([...namedSounds(project).keys()].every((name) => kept.has(name))) return project
  const heard = <T extends Take>(take: T): T =>
    take.sound && !kept.has(take.sound.sha256) ? { ...take, sound: undefined } : take
  const controls = project.controls.map((control) =>
    control.kind === 'face'
      ? { ...control, take: control.take && heard(control.take), shelf: control.shelf.map(heard) }
      : control,
  )
  return { ...project, controls }
}
