import { asKinoraError, KinoraError } from '../core/errors'
import { type Project, projectVersion } from '../project/project'
import { defaultSettings } from '../project/settings'
import { addControl } from './edits'
import type { Chapter, History } from './history'
import { statusNotice } from './notices'
import type { Ports, Snapshot } from './ports'
import type { Session } from './session'
import type { StudioStore } from './store'

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

export function createOpening(store: StudioStore, history: History, session: Session, ports: Ports): Opening {
  let source: Blob | null = null
  let opening = 0

  /** Shows another project. What is slow has been done before, so that nothing is half open. */
  const turnTo = (next: Snapshot, bitmap: ImageBitmap): (() => void) => {
    const before = { source, still: store.getState().still }
    source = next.picture
    session.setPicture(next.picture, { bitmap, picture: next.project.picture })
    store.setState({ selection: null, frame: 0, view: { ...store.getState().view, fit: true }, compare: null })
    session.playback.seek(0)
    const left = history.begin(next.project)
    return () => turnBack(left, before.source, before.still)
  }
  const turnBack = (left: Chapter, picture: Blob | null, still: ImageBitmap | null) => {
    if (!left.project || !picture || !still) return
    source = picture
    session.setPicture(picture, { bitmap: still, picture: left.project.picture })
    store.setState({ selection: null, view: { ...store.getState().view, fit: true }, compare: null })
    history.resume(left)
  }

  const openPicture = async (
    file: Blob,
    name: string,
    controls: unknown[] = [],
  ): Promise<{ size: { width: number; height: number }; back: () => void }> => {
    const turn = ++opening
    const { bitmap, width, height, type, sha256 } = await ports.readPicture(file)
    if (turn !== opening) throw new KinoraError('cancelled')
    let project: Project = {
      format: 'kinora',
      version: projectVersion,
      name: name.slice(0, 200),
      picture: { width, height, type, sha256 },
      controls: [],
      settings: { ...defaultSettings },
    }
    for (const control of controls) project = addControl(project, control as never, crypto.randomUUID())
    const back = turnTo({ project, picture: file }, bitmap)
    await session.playback.drawn()
    return { size: { width, height }, back }
  }
  const openProject = async (snapshot: Snapshot) => {
    const turn = ++opening
    const { bitmap } = await ports.readPicture(snapshot.picture)
    if (turn !== opening) throw new KinoraError('cancelled')
    const back = turnTo(snapshot, bitmap)
    await session.playback.drawn()
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
    store.setState(({ notices }) => ({ notices: [...notices, notice] }))
  }
  const hasWork = () => (store.getState().project?.controls.length ?? 0) > 0

  const self: Opening = {
    source: () => source,
    async picture(file, name) {
      const had = hasWork()
      const { size, back } = await openPicture(file, name ?? titleOf(file))
      store.setState({ playing: false })
      announce(had, back)
      return size
    },
    async project(file) {
      const had = hasWork()
      announce(had, await openProject(await ports.unpack(file)))
    },
    async take(file, name) {
      if (await isZip(file)) await self.project(file)
      else await self.picture(file, name)
    },
    async sample(id) {
      const sample = (await ports.samples()).find((candidate) => candidate.id === id)
      if (!sample) throw new KinoraError('nothing-open', { sample: id })
      const had = hasWork()
      const picture = await ports.fetchPicture(sample)
      const { back } = await openPicture(picture, sample.name[store.getState().language], sample.controls)
      session.playback.play(!ports.calm())
      if (had) announce(had, back)
    },
    async first() {
      const listed = ports.samples().catch(() => [])
      void listed.then((samples) =>
        store.setState({ samples: samples.map(({ id, name, picture }) => ({ id, name, picture })) }),
      )
      const kept = await ports.kept().catch((thrown) => {
        console.error(asKinoraError(thrown))
        return null
      })
      if (store.getState().project) return
      if (kept) await openProject(kept)
      else {
        const [sample] = await listed
        if (sample && !store.getState().project) await self.sample(sample.id)
      }
      session.playback.play(!ports.calm())
    },
    async save() {
      const { project } = store.getState()
      if (!project || !source) throw new KinoraError('nothing-open')
      return ports.pack({ project, picture: source })
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
