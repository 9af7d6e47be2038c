import { describe, expect, it } from 'vitest'
import type { Control } from '../project/project'
import { fakeStudio } from './testing/fakes'

const path = (x: number) => ({
  kind: 'trajectory' as const,
  points: [
    { x, y: 1 },
    { x: x + 9, y: 1 },
  ],
})

async function opened() {
  const studio = fakeStudio()
  await studio.open()
  const xs = () =>
    studio.commands.project().controls.map((control) => ('points' in control ? control.points[0]?.x : null))
  /** A drag of the first control's first point, in steps, as a pointer makes it. */
  const drag = (...places: number[]) => {
    const before = studio.store.getState().project?.controls ?? []
    for (const x of places)
      studio.commands.gesture(
        before.map((control, index) => (index === 0 ? ({ ...control, ...path(x) } as Control) : control)),
      )
  }
  return { ...studio, xs, drag }
}

describe('undo and redo as a person does them', () => {
  it('takes back one control at a time and gives them again', async () => {
    const { commands, xs } = await opened()
    await commands.add(path(1))
    await commands.add(path(2))
    commands.undo()
    expect(xs()).toEqual([1])
    commands.undo()
    expect(xs()).toEqual([])
    commands.undo()
    expect(xs()).toEqual([])
    commands.redo()
    commands.redo()
    commands.redo()
    expect(xs()).toEqual([1, 2])
  })

  it('makes a whole drag one step, and shows it before it is saved', async () => {
    const { commands, store, xs, drag } = await opened()
    await commands.add(path(1))
    drag(2, 3, 4, 5)
    expect(xs()).toEqual([1])
    expect(store.getState().gesture).toHaveLength(1)
    commands.commit()
    expect(store.getState().gesture).toBeNull()
    expect(xs()).toEqual([5])
    commands.undo()
    expect(xs()).toEqual([1])
    commands.undo()
    expect(xs()).toEqual([])
  })

  it('makes no step of a drag that is given up or ends where it began', async () => {
    const { commands, store, xs, drag } = await opened()
    await commands.add(path(1))
    drag(7)
    commands.gesture(null)
    drag(7, 1)
    commands.commit()
    expect(xs()).toEqual([1])
    commands.undo()
    expect(xs()).toEqual([])
    expect(store.getState().canUndo).toBe(false)
  })

  it('makes a slider that is dragged one step, and the next drag another', async () => {
    const { commands } = await opened()
    for (const fps of [20, 18, 12]) commands.settings({ fps })
    commands.settle()
    for (const fps of [30, 40]) commands.settings({ fps })
    commands.undo()
    expect(commands.settings().fps).toBe(12)
    commands.undo()
    expect(commands.settings().fps).toBe(24)
    commands.redo()
    expect(commands.settings().fps).toBe(12)
  })

  it('keeps changes of different fields apart', async () => {
    const { commands } = await opened()
    commands.settings({ fps: 30 })
    commands.settings({ frameCount: 10 })
    commands.undo()
    expect(commands.settings()).toMatchObject({ fps: 30, frameCount: 96 })
  })

  it('covers names, hiding, order and settings', async () => {
    const { commands, xs } = await opened()
    const id = await commands.add(path(1))
    await commands.add(path(2))
    await commands.update(id, { name: 'sail' })
    await commands.update(id, { hidden: true })
    commands.reorder(id, 1)
    commands.rename('Harbour')
    expect(commands.project()).toMatchObject({ name: 'Harbour', controls: [{}, { name: 'sail', hidden: true }] })
    commands.undo()
    expect(commands.project().name).toBe('Boat')
    commands.undo()
    expect(xs()).toEqual([1, 2])
    commands.undo()
    expect(commands.project().controls[0]).toMatchObject({ name: 'sail', hidden: false })
    commands.undo()
    expect(commands.project().controls[0]?.name).toBe('')
  })

  it('forgets what was undone when something new is done', async () => {
    const { commands, store, xs } = await opened()
    await commands.add(path(1))
    commands.undo()
    await commands.add(path(2))
    expect(store.getState().canRedo).toBe(false)
    commands.redo()
    expect(xs()).toEqual([2])
  })

  it('selects nothing that is gone and shows no frame past the end', async () => {
    const { commands, store } = await opened()
    const selection = await commands.add(path(1))
    commands.set({ selection })
    commands.seek(90)
    commands.settings({ frameCount: 10 })
    expect(store.getState().frame).toBe(9)
    await commands.remove(selection)
    expect(store.getState().selection).toBeNull()
  })

  it('starts empty with another picture, and offers the way back', async () => {
    const { commands, store, open, quiet, xs } = await opened()
    await commands.add(path(1))
    await commands.add(path(2))
    await open()
    expect(xs()).toEqual([])
    expect(store.getState().canUndo).toBe(false)
    store.getState().notices.at(-1)?.action?.run()
    await quiet()
    expect(xs()).toEqual([1, 2])
    commands.undo()
    expect(xs()).toEqual([1])
  })
})
