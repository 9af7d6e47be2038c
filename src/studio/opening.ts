import type { ControlInput } from '../controls/registry'
import { asKinoraError, KinoraError } from '../core/errors'
import { type Project, projectVersion } from '../project/project'
import { defaultSettings, type GenerationSettings } from '../project/settings'
import { addControl, updateControl } from './edits'
import type { Chapter, History } from './history'
import { errorNotice, statusNotice, withNotice } from './notices'
import type { Ports, Snapshot } from './ports'
import type { Session } from './session'
import type { Sounds } from './sounds'
import type { StudioStore } from './store'
import type { Suggestions } from './suggestions'

/** Opens pictures, project files and samples, each as a new project, and saves the project file. */
export interface Opening {
  picture(file: Blob, name?: string): Promise<{ width: number; height: number }>
  project(file: Blob): Promise<void>
  take(file: Blob, name?: string): Promise<void>
  sample(id: string): Promise<void>
  /** What the last session left, or else the first sample, already moving. */
  first(): Promise<void>
  save(): Promise<Blob>
  /** The bytes of the open picture. */
  source(): Blob | null
}

interface Parts {
  store: StudioStore
  history: History
  session: Session
  suggestions: Suggestions
  sounds: Sounds
  ports: Ports
}

export function createOpening({ store, history, session, suggestions, sounds, ports }: Parts): Opening {
  let source: Blob | null = null
  let turns = 0
  let byHand = false

  /** Shows another project. What is slow has been done before, so that nothing is half open. */
  const turnTo = (next: Snapshot, bitmap: ImageBitmap): (() => void) => {
    const before = { source, still: store.getState().still }
    source = next.picture
    sounds.take(next.sounds)
    session.setPicture(next.picture, { bitmap, picture: next.project.picture })
    session.playback.play(false)
    store.setState({ selection: null, suggestions: null, view: { ...store.getState().view, fit: true }, compare: null })
    session.playback.seek(0)
    const left = history.begin(next.project)
    return () => turnBack(left, before.source, before.still)
  }
  const turnBack = (left: Chapter, picture: Blob | null, still: ImageBitmap | null) => {
    if (!left.project || !picture || !still) return
    source = picture
    session.setPicture(picture, { bitmap: still, picture: left.project.picture })
    store.setState({ selection: null, suggestions: null, view: { ...store.getState().view, fit: true }, compare: null })
    history.resume(left)
  }

  /** Whoever opens something last wins: answers with a check that throws once another opening has begun. */
  const takeTurn = (by: 'hand' | 'itself' = 'hand') => {
    const turn = ++turns
    if (by === 'hand') byHand = true
    return () => {
      if (turn !== turns) throw new KinoraError('cancelled')
    }
  }
  const openPicture = async (
    file: Blob,
    name: string,
    stillMine: () => void,
    controls: readonly { name?: string }[] = [],
    settings: Partial<GenerationSettings> = {},
  ) => {
    const { bitmap, width, height, type, sha256 } = await ports.readPicture(file)
    stillMine()
    let project: Project = {
      format: 'kinora',
      version: projectVersion,
      name: name.slice(0, 200),
      picture: { width, height, type, sha256 },
      controls: [],
      settings: { ...defaultSettings, ...settings },
    }
    for (const { name = '', ...control } of controls) {
      const id = crypto.randomUUID()
      project = updateControl(addControl(project, control as ControlInput, id), id, { name })
    }
    const back = turnTo({ project, picture: file, sounds: new Map() }, bitmap)
    forgetFailures()
    await session.playback.drawn()
    return { size: { width, height }, back }
  }
  const openSnapshot = async (snapshot: Snapshot, stillMine: () => void) => {
    const { bitmap } = await ports.readPicture(snapshot.picture)
    stillMine()
    const back = turnTo(snapshot, bitmap)
    forgetFailures()
    await session.playback.drawn()
    session.playback.play(!ports.calm())
    return back
  }
  /** Says what was opened, and offers the way back where there was something to lose. */
  const announce = (hadWork: boolean, back: () => void) => {
    const { project } = store.getState()
    const notice = statusNotice(
      'status.opened',
      { name: project?.name ?? '' },
      hadWork ? { key: 'action.undo', run: back } : undefined,
    )
    store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
  }
  /** What could not be opened before is of no interest any more; said at once, before another file can be given. */
  const forgetFailures = () => {
    const failures = ['error.picture-unreadable', 'error.project-unreadable']
    store.setState(({ notices }) => ({ notices: notices.filter(({ key }) => !failures.includes(key)) }))
  }
  const say = (thrown: unknown) => {
    const error = asKinoraError(thrown)
    if (error.code === 'cancelled') return
    store.setState(({ notices }) => ({ notices: withNotice(notices, errorNotice(error)) }))
  }
  /** Opens what was kept, unless something else is being opened already. */
  const openKept = async (): Promise<void> => {
    try {
      const kept = await ports.kept()
      if (!kept || byHand) return
      await openSnapshot(kept, takeTurn('itself'))
      const notice = kept.notice ? errorNotice(kept.notice) : statusNotice('status.restored')
      store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
    } catch (thrown) {
      say(thrown)
    }
  }
  const hasWork = () => (store.getState().project?.controls.length ?? 0) > 0

  const openSample = async (id: string, stillMine: () => void) => {
    const sample = (await ports.samples()).find((candidate) => candidate.id === id)
    if (!sample) throw new KinoraError('nothing-open', { sample: id })
    const had = hasWork()
    const { areas = [] } = sample
    const [picture, ...masks] = await Promise.all([
      ports.fetchPicture(sample),
      ...areas.map(({ area }) => ports.fetchArea(area)),
    ])
    stillMine()
    const { language } = store.getState()
    const within = areas.map(({ control }, index) => ({
      ...control,
      [control.kind === 'face' ? 'figure' : 'mask']: masks[index],
    }))
    const controls = [...within, ...sample.controls].map(({ name, prompt, ...control }) => ({
      ...control,
      ...(prompt && { prompt: prompt[language] }),
      name: name?.[language],
    }))
    const name = sample.name[language]
    const { back } = await openPicture(picture, name, stillMine, controls, sample.settings)
    session.playback.play(!ports.calm())
    if (had) announce(had, back)
  }

  const self: Opening = {
    source: () => source,
    async picture(file, name) {
      if (!(file instanceof Blob)) throw new KinoraError('picture-unreadable', { problem: 'unknown' })
      const had = hasWork()
      const { size, back } = await openPicture(file, name ?? titleOf(file), takeTurn())
      announce(had, back)
      return size
    },
    async project(file) {
      if (!(file instanceof Blob)) throw new KinoraError('project-unreadable', { problem: 'not-a-zip' })
      const stillMine = takeTurn()
      const had = hasWork()
      announce(had, await openSnapshot(await ports.unpack(file), stillMine))
    },
    async take(file, name) {
      if (await isZip(file)) await self.project(file)
      else {
        await self.picture(file, name)
        // Nobody waits for it: the picture can be worked on meanwhile.
        void suggestions.offer()
      }
    },
    sample: (id) => openSample(id, takeTurn()),
    async first() {
      const samples = ports.samples().catch(() => [])
      void samples.then((listed) =>
        store.setState({ samples: listed.map(({ id, name, picture }) => ({ id, name, picture })) }),
      )
      await openKept()
      const [sample] = await samples
      // Whatever has been opened by hand meanwhile, or is being opened, stays.
      if (sample && !store.getState().project && !byHand) await openSample(sample.id, takeTurn('itself')).catch(say)
      if (!store.getState().project) session.wakeEngine()
    },
    async save() {
      const { project } = store.getState()
      if (!project || !source) throw new KinoraError('nothing-open')
      return ports.pack({ project, picture: source, sounds: sounds.of(project) })
    },
  }
  return self
}

/** The name of a file without its ending; nothing for bytes that have none. */
function titleOf(file: Blob): string {
  return 'name' in file ? String(file.name).replace(/\.[^.]+$/, '') : ''
}

async function isZip(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
}
