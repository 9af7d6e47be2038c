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
    ports: { suggest: async (_still, _picture, offer) => offer(suggestions), calm: () => calm },
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

  it('are added to when more is found, unless one was pointed at meanwhile', async () => {
    const later = async (pointed: boolean) => {
      let more = () => {}
      const studio = fakeStudio({
        ports: {
          suggest: async (_still, _picture, offer) => {
            offer(offered)
            more = () => offer([pan('d', 5), ...offered.slice(0, 2)])
          },
        },
      })
      const opening = studio.commands.take(new Blob(['picture']), 'Boat')
      await studio.quiet(10)
      await opening
      await studio.quiet()
      if (pointed) studio.commands.suggest('b')
      more()
      return studio.store.getState().suggestions?.list.map(({ id }) => id)
    }
    expect(await later(false)).toEqual(['d', 'a', 'b'])
    expect(await later(true)).toEqual(['a', 'b', 'c'])
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
      null,
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

  /** A face whose forehead and chin are so far apart, as a share of the height. */
  const faceOf = (height: number) => {
    const landmarks = new Float32Array(3 * 478).fill(0.5)
    landmarks[3 * 10 + 1] = 0.5 - height / 2
    landmarks[3 * 152 + 1] = 0.5 + height / 2
    return { landmarks }
  }

  it('is a face that lives, then its hair; who has a face is no lone thing', () => {
    const found = suggestionsFor(
      [
        { subject: 'thing', confidence: 1, selection },
        { subject: 'hair', confidence: 0.8, selection },
      ],
      faceOf(0.3),
      { width: 800, height: 800 },
    )
    expect(found.map(({ subject }) => subject)).toEqual(['face', 'hair', 'pushIn'])
    expect(found[0]?.controls).toMatchObject([{ kind: 'face', alive: 1 }])
    expect(found[1]?.controls).toMatchObject([{ kind: 'fluid', substance: 'hair' }])
  })

  it('is no face that is too small to be seen to blink, and then a lone thing floats', () => {
    const middle = { width: 8, height: 8, data: new Uint8Array(64).fill(255, 24, 40) }
    const found = suggestionsFor([{ subject: 'thing', confidence: 1, selection: middle }], faceOf(0.03), {
      width: 800,
      height: 800,
    })
    expect(found.map(({ subject }) => subject)).toEqual(['thing', 'pushIn', 'orbit'])
    expect(found[0]?.controls).toMatchObject([{ kind: 'region', prompt: 'float gently' }])
  })

  it('is three ways to look at it where nothing was found', () => {
    expect(suggestionsFor([], null, { width: 640, height: 480 }).map(({ subject }) => subject)).toEqual([
      'pushIn',
      'orbit',
      'handheld',
    ])
  })
})
