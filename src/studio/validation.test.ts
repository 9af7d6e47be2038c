import { describe, expect, it } from 'vitest'
import type { ControlInput } from '../controls/registry'
import { KinoraError } from '../core/errors'
import { fakeStudio } from './testing/fakes'

/** What a call is refused with. */
async function refusal(call: () => unknown): Promise<{ code: string; data: object }> {
  try {
    await call()
  } catch (thrown) {
    if (thrown instanceof KinoraError) return { code: thrown.code, data: thrown.data }
    throw thrown
  }
  throw new Error('was not refused')
}

const wrongControls: [string, unknown, string][] = [
  ['a point that is no number', { kind: 'trajectory', points: [{ x: Number.NaN, y: 1 }] }, 'points.0.x'],
  ['a path of no points', { kind: 'trajectory', points: [] }, 'points'],
  [
    'times that go backwards',
    {
      kind: 'trajectory',
      points: [
        { x: 1, y: 1, time: 2 },
        { x: 2, y: 1, time: 1 },
      ],
    },
    'points',
  ],
  ['a strength past 1', { kind: 'trajectory', points: [{ x: 1, y: 1 }], strength: 2 }, 'strength'],
  ['a pin without a place', { kind: 'pin', x: 3 }, 'y'],
  ['a mask of the wrong length', { kind: 'freeze', mask: { width: 4, height: 4, data: new Uint8Array(3) } }, 'mask'],
  ['a misspelt field', { kind: 'pin', x: 3, y: 3, hidenn: true }, 'hidenn'],
]

describe('what a script gives', () => {
  it.each(wrongControls)('refuses %s and names the field', async (_, control, field) => {
    const { commands, open } = fakeStudio()
    await open()
    const before = commands.project()
    expect(await refusal(() => commands.add(control as ControlInput))).toMatchObject({
      code: 'control-invalid',
      data: { field },
    })
    expect(commands.project()).toEqual(before)
  })

  it('refuses controls that have not been built', async () => {
    const { commands, open } = fakeStudio()
    await open()
    const unknown = { kind: 'teleport' } as unknown as ControlInput
    expect(await refusal(() => commands.add(unknown))).toEqual({ code: 'control-unknown', data: { kind: 'teleport' } })
  })

  it('refuses settings out of range or unknown', async () => {
    const { commands, store, open } = fakeStudio()
    await open()
    expect(await refusal(() => commands.settings({ fps: 3 }))).toMatchObject({
      code: 'settings-invalid',
      data: { field: 'fps' },
    })
    expect(await refusal(() => commands.settings({ frames: 3 } as object))).toMatchObject({ data: { field: 'frames' } })
    expect(await refusal(() => commands.settings({ loop: 'twice' as 'loop' }))).toMatchObject({
      data: { field: 'loop' },
    })
    expect(store.getState().canUndo).toBe(false)
  })

  it('refuses what no file can be made of', async () => {
    const { commands, store, open } = fakeStudio()
    await open()
    expect(await refusal(() => commands.export('avi' as 'mp4'))).toMatchObject({
      code: 'settings-invalid',
      data: { field: 'format' },
    })
    expect(await refusal(() => commands.export('gif', { fps: 900 }))).toMatchObject({ data: { field: 'fps' } })
    expect(await refusal(() => commands.export('mp4', { quality: 2 }))).toMatchObject({ data: { field: 'quality' } })
    expect(await refusal(() => commands.open('a picture' as unknown as Blob))).toMatchObject({
      code: 'picture-unreadable',
    })
    expect(store.getState().work).toBeNull()
  })

  it('refuses changes of what is not there or cannot be changed', async () => {
    const { commands, open } = fakeStudio()
    await open()
    const id = await commands.add({ kind: 'pin', x: 3, y: 3 })
    expect(await refusal(() => commands.update('nobody', { x: 1 }))).toEqual({
      code: 'control-unknown',
      data: { id: 'nobody' },
    })
    expect(await refusal(() => commands.update(id, { kind: 'freeze' }))).toMatchObject({ data: { field: 'kind' } })
    expect(await refusal(() => commands.update(id, { y: Number.POSITIVE_INFINITY }))).toMatchObject({
      data: { field: 'y' },
    })
    expect(await refusal(() => commands.remove('nobody'))).toMatchObject({ code: 'control-unknown' })
    expect(await refusal(() => commands.motion(96))).toMatchObject({ data: { field: 'frame' } })
  })

  it('has nothing to work on before a picture is open', async () => {
    const { commands } = fakeStudio()
    for (const call of [
      () => commands.add({ kind: 'pin', x: 1, y: 1 }),
      () => commands.project(),
      () => commands.save(),
      () => commands.render(),
      () => commands.settings(),
    ])
      expect(await refusal(call)).toMatchObject({ code: 'nothing-open' })
  })

  it('keeps its own copy of what it is given and gives copies away', async () => {
    const { commands, open } = fakeStudio()
    await open()
    const mask = { width: 2, height: 1, data: new Uint8Array([1, 2]) }
    await commands.add({ kind: 'freeze', mask })
    mask.data[0] = 99
    const copy = commands.project()
    expect(copy.controls[0]).toMatchObject({ mask: { data: new Uint8Array([1, 2]) } })
    copy.name = 'changed'
    expect(commands.project().name).toBe('Boat')
  })

  it('leaves the project as it was when a picture cannot be read', async () => {
    const studio = fakeStudio()
    await studio.open()
    await studio.commands.add({ kind: 'pin', x: 1, y: 1 })
    const before = studio.commands.project()
    const broken = fakeStudio({ ports: { readPicture: () => Promise.reject(new KinoraError('picture-unreadable')) } })
    expect(await refusal(() => broken.commands.open(new Blob(['?'])))).toMatchObject({ code: 'picture-unreadable' })
    expect(broken.store.getState().project).toBeNull()
    expect(studio.commands.project()).toEqual(before)
  })
})
