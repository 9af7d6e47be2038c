import { describe, expect, it } from 'vitest'
import { KinoraError } from '../core/errors'
import type { HintPlace, Influence } from '../core/influence'
import type { Control } from '../project/project'
import { deferred } from './deferred'
import { drawSize } from './session'
import { fakeBitmap, fakeCanvas, fakeInfluence, fakeStudio } from './testing/fakes'

const path = (x: number, ...rest: number[]) => ({
  kind: 'trajectory' as const,
  points: [x, ...rest].map((at) => ({ x: at, y: 1 })),
})

/** Which method each list of hints was given with. */
async function watched(influence = async (places: HintPlace[]): Promise<Influence> => fakeInfluence(places)) {
  const asked: number[] = []
  const given: (string | null)[] = []
  const studio = fakeStudio({
    engine: {
      influence: (places) => {
        asked.push(places.length)
        return influence(places)
      },
    },
    preview: {
      setHints: async (_hints, answer) => {
        given.push(answer?.method ?? null)
        return null
      },
    },
  })
  studio.commands.attach(fakeCanvas())
  await studio.open()
  await studio.quiet()
  return { ...studio, asked, given }
}

describe('what moves with a hint', () => {
  it('is asked for when the pointer goes down, and is there when it comes up', async () => {
    const { commands, asked, given, quiet } = await watched()
    const drawn: Control = { ...path(3), id: 'new', name: '', hidden: false, hue: 0, strength: 1 }
    commands.gesture([drawn])
    await quiet()
    expect(asked).toEqual([1])
    given.length = 0
    for (const x of [9, 20, 30]) commands.gesture([{ ...drawn, ...path(3, x) }])
    commands.commit()
    await quiet()
    expect(given.every((method) => method === 'learned')).toBe(true)
    expect(given.length).toBeGreaterThan(0)
    expect(asked).toEqual([1])
  })

  it('is the plain method until the learned one comes', async () => {
    const answer = deferred<Influence>()
    const { commands, given, quiet } = await watched(() => answer.promise)
    given.length = 0
    await commands.add(path(3, 9))
    await quiet()
    expect(given).toEqual([null])
    answer.resolve(fakeInfluence([{ x: 0, y: 0, moving: true }]))
    await quiet()
    expect(given).toEqual([null, 'learned'])
  })

  it('is not given twice where the engine has nothing better than the plain method', async () => {
    const { commands, asked, given, quiet } = await watched(async (places) => ({
      ...fakeInfluence(places),
      method: 'plain',
    }))
    given.length = 0
    await commands.add(path(3, 9))
    await quiet()
    expect(asked).toEqual([1])
    expect(given).toEqual([null])
  })

  it('is asked once for places that come back, and only for the latest of many', async () => {
    const answers: (() => void)[] = []
    const { commands, asked, quiet } = await watched(
      (places) => new Promise((resolve) => answers.push(() => resolve(fakeInfluence(places)))),
    )
    await commands.add(path(1, 9))
    await commands.add(path(2, 9))
    await commands.add(path(3, 9))
    await quiet()
    while (answers.length > 0) {
      answers.shift()?.()
      await quiet()
    }
    expect(asked).toEqual([1, 3])
    commands.undo()
    await quiet()
    answers.shift()?.()
    commands.redo()
    await quiet()
    expect(asked).toEqual([1, 3, 2])
  })
})

describe('the plate', () => {
  it('is asked for what is lifted last and given to the preview', async () => {
    const lifted: number[] = []
    const plates: number[] = []
    const prepared: number[] = []
    let next = 0
    const studio = fakeStudio({
      engine: {
        plate: async ({ width }) => {
          lifted.push(width)
          return { width, height: 1, data: new Uint8ClampedArray(width * 4) }
        },
        prepare: async ({ controls }) => void prepared.push(controls.length),
      },
      preview: {
        setHints: async () => {
          next++
          return { width: next, height: 1, data: new Uint8Array(next).fill(255) }
        },
        setPlate: async ({ width }) => void plates.push(width),
      },
    })
    studio.commands.attach(fakeCanvas())
    await studio.open()
    await studio.quiet()
    await studio.commands.add(path(1, 9))
    await studio.quiet()
    await studio.commands.add(path(2, 9))
    await studio.quiet()
    await studio.commands.preview(0)
    expect(lifted.at(-1)).toBe(next)
    expect(plates.at(-1)).toBe(next)
    expect(lifted.length).toBeLessThan(next)
    // Then there is time to find out what a render will need.
    expect(prepared.at(-1)).toBe(2)
  })
})

describe('a worker that is lost', () => {
  it('is said with one action, and nothing of the project is lost by it', async () => {
    const studio = fakeStudio({ engine: { render: () => new Promise(() => {}) } })
    const { commands, store, engines, open, quiet } = studio
    await open()
    await commands.add(path(1, 9))
    const before = commands.project()
    const done = commands.render()
    const refused = expect(done).rejects.toMatchObject({ code: 'worker-crashed' })
    await quiet()
    engines[0]?.die()
    await refused
    expect(store.getState()).toMatchObject({ engine: { status: 'failed' }, work: null })
    const errors = store.getState().notices.filter(({ kind }) => kind === 'error')
    expect(errors).toMatchObject([{ key: 'error.worker-crashed', action: { key: 'action.restart' } }])
    await expect(commands.render()).rejects.toMatchObject({ code: 'worker-crashed' })
    expect(engines).toHaveLength(1)
    errors[0]?.action?.run()
    await quiet()
    expect(engines).toHaveLength(2)
    await expect(commands.frame(0)).rejects.toMatchObject({ code: 'not-rendered' })
    await expect(studio.ready).resolves.toMatchObject({ provider: 'wasm' })
    expect(store.getState().engine.status).toBe('ready')
    expect(commands.project()).toEqual(before)
  })

  it('is given picture and hints again', async () => {
    const pictures: number[] = []
    const hints: number[] = []
    const { commands, store, previews, open, quiet } = fakeStudio({
      preview: {
        setPicture: async ({ width }) => void pictures.push(width),
        setHints: async (list) => {
          hints.push(list.length)
          return null
        },
      },
    })
    commands.attach(fakeCanvas())
    await open()
    await commands.add(path(1, 9))
    await quiet()
    const key = store.getState().stageKey
    previews[0]?.die()
    await quiet()
    const notice = store.getState().notices.find(({ kind }) => kind === 'error')
    notice?.action?.run()
    expect(store.getState().stageKey).not.toBe(key)
    pictures.length = 0
    hints.length = 0
    commands.attach(fakeCanvas())
    await quiet()
    expect(pictures).toEqual([64])
    expect(hints.at(-1)).toBe(1)
  })
})

describe('starting', () => {
  it('brings back what was kept', async () => {
    const first = fakeStudio()
    await first.open()
    await first.commands.add(path(1, 9))
    await first.flush()
    const [last] = first.kept.slice(-1)
    const again = fakeStudio({ ports: { kept: async () => last ?? null } })
    const started = again.start()
    await again.quiet()
    await started
    expect(again.commands.project()).toEqual(first.commands.project())
    expect(again.store.getState().canUndo).toBe(false)
  })

  it('shows a sample that moves when there is nothing to bring back', async () => {
    const studio = fakeStudio()
    studio.samples.push({ id: 'boat', name: { en: 'Boat', zh: '船' }, picture: 'boat.png', controls: [path(1, 9)] })
    const started = studio.start()
    await studio.quiet()
    await started
    expect(studio.store.getState()).toMatchObject({ playing: true, samples: [{ id: 'boat' }] })
    expect(studio.commands.project()).toMatchObject({ name: 'Boat', controls: [{ kind: 'trajectory' }] })
  })

  it('opens a sample with its words in the language of the studio, and a face with its figure', async () => {
    const studio = fakeStudio()
    const [area, clicked] = ['area.webp', { clicks: [] }]
    const prompt = { en: 'sway gently', zh: '轻轻摇摆' }
    studio.samples.push({
      id: 'girl',
      name: { en: 'Girl', zh: '女孩' },
      picture: 'girl.png',
      controls: [],
      areas: [
        { area, control: { kind: 'region', prompt, ...clicked } },
        { area, control: { kind: 'face' } },
      ],
    })
    studio.commands.set({ language: 'zh' })
    const started = studio.start()
    await studio.quiet()
    await started
    const [region, face] = studio.commands.project().controls
    expect(region).toMatchObject({ kind: 'region', prompt: '轻轻摇摆', mask: { width: expect.any(Number) } })
    expect(face).toMatchObject({ kind: 'face', figure: { width: expect.any(Number) } })
  })

  it('lets a picture that a person opens meanwhile win', async () => {
    const studio = fakeStudio()
    studio.samples.push({ id: 'boat', name: { en: 'Boat', zh: '船' }, picture: 'boat.png', controls: [path(1, 9)] })
    const started = studio.start()
    await studio.open()
    await studio.quiet()
    await started
    expect(studio.commands.project().controls).toEqual([])
    expect(studio.store.getState().notices.filter(({ kind }) => kind === 'error')).toEqual([])
  })

  it('shows the sample when what was kept cannot be read, and says so', async () => {
    const studio = fakeStudio({
      ports: { kept: () => Promise.reject(new KinoraError('project-field', { field: 'name' })) },
    })
    studio.samples.push({ id: 'boat', name: { en: 'Boat', zh: '船' }, picture: 'boat.png', controls: [] })
    const started = studio.start()
    await studio.quiet()
    await started
    expect(studio.commands.project().name).toBe('Boat')
    expect(studio.store.getState().notices).toMatchObject([{ kind: 'error', key: 'error.project-field' }])
  })

  it('does without samples', async () => {
    const studio = fakeStudio({ ports: { samples: () => Promise.reject(new Error('offline')) } })
    await studio.start()
    expect(studio.store.getState().project).toBeNull()
    // The engine is not kept waiting for a picture.
    expect(await studio.ready).toMatchObject({ provider: 'wasm' })
  })
})

describe('the size that is drawn', () => {
  it('is the size that is seen, within bounds', () => {
    expect(drawSize({ width: 1000, height: 500 }, 0.8)).toEqual({ width: 800, height: 400 })
    expect(drawSize({ width: 8000, height: 4000 }, 1)).toEqual({ width: 1536, height: 768 })
    expect(drawSize({ width: 200, height: 100 }, 3)).toEqual({ width: 200, height: 100 })
  })

  it('is the still for a preview that is asked for', async () => {
    const sizes: number[] = []
    const studio = fakeStudio({
      preview: {
        capture: async (_, { width, height }) => {
          sizes.push(width, height)
          return fakeBitmap(width, height)
        },
      },
    })
    studio.commands.attach(fakeCanvas())
    await studio.open()
    await studio.commands.preview(0)
    expect(sizes).toEqual([64, 48])
  })
})
