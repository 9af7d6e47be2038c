import type { StoreApi } from 'zustand'
import { withNewTake } from '../../controls/face/shelf'
import { takeFileEnding } from '../../controls/face/take-file'
import { KinoraError } from '../../core/errors'
import type { Commands } from '../commands'
import { statusNotice } from '../notices'
import type { StudioState } from '../state'

/** Whether a file is one that drives a face: a video, a voice, a motion file. */
export function drivesFaces({ name, type }: File): boolean {
  return /^(video|audio)\//.test(type) || name.toLowerCase().endsWith(`.${takeFileEnding}`)
}

/**
 * Lets a file drive the face that is selected, or the only one.
 * @throws `driver-without-face`, and as `readTake`
 */
export async function driveWith(file: File, store: StoreApi<StudioState>, commands: Commands): Promise<void> {
  const { project, selection } = store.getState()
  const faces = project?.controls.filter((control) => control.kind === 'face') ?? []
  const face = faces.find(({ id }) => id === selection) ?? (faces.length === 1 ? faces[0] : undefined)
  if (!face) throw new KinoraError('driver-without-face')
  commands.set({ selection: face.id })
  commands.notify(statusNotice('status.driving', { name: file.name }))
  const take = await commands.readTake(file)
  const now = store.getState().project?.controls.find(({ id }) => id === face.id)
  if (now?.kind !== 'face') throw new KinoraError('cancelled')
  await commands.update(face.id, { ...withNewTake(now, take), alive: 0 })
  commands.play(true)
}
