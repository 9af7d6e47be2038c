import { describe, expect, it } from 'vitest'
import type { Hint } from '../core/hint'
import type { Suggestion } from './state'
import { suggestionsFor } from './suggest-controls'
import { fakeCanvas, fakeStudio } from './testing/fakes'

const pan = (id: string, x: number): Suggestion => ({
  id,
  subject: 'pushIn',
  controls: [{ kind: 'camera', move: 'pan', amount: { x } }],
})
const offered = [pan('a', 10), pan('b', 20), pan('c', 30)]

async function opened(suggestions: Suggestion[], calm = false) {
  const shown: number[] = []
  const studio = fakeStudio({
    preview: {
      setHints: async (hints: Hint[]) => {
        shown.push(hints.length)
        return null
      },
    },
    ports: { suggest: async () => suggestions, calm: () => calm },
  })
  studio.commands.attach(fakeCanvas())
  const opening = studio.commands.take(new Blob(['picture']), 'Boat')
  await studio.quiet(10)
  await opening
  await studio.quiet()
  return { ...studio, shown }
}

describe('motions on offer', () => {
  it('play at once, all of them, without being a part of the project', async () => {
    const { store, commands, shown } = await opened(offered)
    expect(store.getState()).toMatchObject({ playing: true, suggestions: { playing: ['a', 'b', 'c'] } })
    expect(shown.at(-1)).toBe(3)
    expect(commands.project().controls).toEqual([])
    expect(store.getState().canUndo).toBe(false)
  })

  it('plays one alone while it is pointed at', async () => {
    const { commands, quiet, shown } = await opened(offered)
    commands.suggest('b')
    await quiet()
    expect(shown.at(-1)).toBe(1)
    commands.suggest(null)
    await quiet()
    expect(shown.at(-1)).toBe(3)
  })

  it('keeps one at a click, as one step of undo, and leaves the others on offer', async () => {
    const { store, commands } = await opened(offered)
    commands.keepSuggestion('b')
    expect(commands.project().controls).toMatchObject([{ kind: 'camera', amount: { x: 20 } }])
    expect(store.getState().suggestions).toMatchObject({ list: [{ id: 'a' }, { id: 'c' }], playing: [] })
    commands.undo()
    expect(commands.project().controls).toEqual([])
  })

  it('goes as soon as the person does something by himself, or says so', async () => {
    const { store, commands } = await opened(offered)
    await commands.add({ kind: 'pin', x: 3, y: 3 })
    expect(store.getState().suggestions).toBeNull()
    const other = await opened(offered)
    other.commands.dismissSuggestions()
    expect(other.store.getState().suggestions).toBeNull()
  })

  it('is kept as it plays when it is rendered, and is no part of what a script asks about', async () => {
    const { commands } = await opened(offered)
    await commands.render()
    expect(commands.project().controls).toHaveLength(3)
    const other = await opened(offered)
    const asked = other.commands.motion(1)
    await other.quiet()
    await asked
    expect(other.shown.at(-1)).toBe(0)
    expect(other.commands.project().controls).toEqual([])
  })

  it('does not move by itself where less motion is asked for', async () => {
    const { store, shown } = await opened(offered, true)
    expect(store.getState()).toMatchObject({ playing: false, suggestions: { playing: [] } })
    expect(shown.at(-1) ?? 0).toBe(0)
  })

  it('is not made of what is no control', async () => {
    const { store } = await opened([{ id: 'x', subject: 'sky', controls: [{ kind: 'pin', x: Number.NaN, y: 0 }] }])
    expect(store.getState().suggestions).toBeNull()
  })
})

describe('what suits a picture', () => {
  const selection = { width: 8, height: 8, data: Uint8Array.from({ length: 64 }, (_, i) => (i < 32 ? 255 : 0)) }

  it('is what was found in it, its arrow well inside, then ways to look at it: three', () => {
    const found = suggestionsFor(
      [
        { subject: 'sky', confidence: 0.9, selection },
        { subject: 'foliage', confidence: 0.1, selection },
      ],
      { width: 800, height: 800 },
    )
    expect(found.map(({ subject }) => subject)).toEqual(['sky', 'pushIn', 'orbit'])
    const [sky] = found[0]?.controls ?? []
    if (sky?.kind !== 'fluid') throw new Error('the sky flows')
    expect(sky.substance).toBe('clouds')
    expect(sky.arrows[0]?.y).toBeGreaterThan(80)
    expect(sky.arrows[0]?.y).toBeLessThan(320)
    expect(sky.arrows[0]?.dx).toBeGreaterThan(0)
  })

  it('is three ways to look at it where nothing was found', () => {
    expect(suggestionsFor([], { width: 640, height: 480 }).map(({ subject }) => subject)).toEqual([
      'pushIn',
      'orbit',
      'handheld',
    ])
  })
})
