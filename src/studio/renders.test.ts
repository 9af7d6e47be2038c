import { describe, expect, it } from 'vitest'
import type { Progress, RenderStats } from '../bridge/engine'
import { fakeBitmap, fakeStudio, heldWork, someStats } from './testing/fakes'

const step = (share: number, frame?: number): Progress => ({
  stage: 'compose',
  share,
  secondsLeft: 2,
  frame: frame === undefined ? undefined : { index: frame, thumbnail: fakeBitmap(9, 6) },
})

describe('renders', () => {
  it('go stale when the project changes in what is seen, and not otherwise', async () => {
    const { commands, store, open } = fakeStudio()
    await open()
    const id = await commands.add({ kind: 'pin', x: 1, y: 1 })
    await commands.render()
    const fits = () => store.getState().lastRender !== null
    expect(fits()).toBe(true)
    commands.rename('Harbour')
    await commands.update(id, { name: 'stone' })
    await commands.update(id, { hue: 5 })
    commands.set({ selection: id, playing: true })
    expect(fits()).toBe(true)
    await commands.update(id, { x: 2 })
    expect(fits()).toBe(false)
    await expect(commands.frame(0)).rejects.toMatchObject({ code: 'not-rendered' })
    commands.undo()
    expect(fits()).toBe(true)
    await expect(commands.frame(0)).resolves.toBeTruthy()
    commands.settings({ seed: 7 })
    expect(fits()).toBe(false)
    commands.undo()
    await commands.update(id, { hidden: true })
    expect(fits()).toBe(false)
  })

  it('shows progress and finished frames, and hides them when the project changes', async () => {
    const work = heldWork<RenderStats>()
    const { commands, store, open } = fakeStudio({
      engine: { render: (id, _project, _options, onProgress) => work.begin(id, onProgress), cancel: work.cancel },
    })
    await open()
    const seen: number[] = []
    const done = commands.render({ onProgress: ({ share }) => seen.push(share) })
    await work.started
    work.report(step(0.25, 1))
    work.report(step(0.5, 0))
    expect(store.getState().work).toMatchObject({ kind: 'render', progress: { share: 0.5, secondsLeft: 2 } })
    expect(store.getState().thumbnails.map((thumbnail) => thumbnail !== undefined)).toEqual([true, true])
    work.finish(someStats)
    expect(await done).toEqual(someStats)
    expect(seen).toEqual([0.25, 0.5])
    expect(store.getState().work).toBeNull()
    expect(store.getState().thumbnails).toHaveLength(2)
    commands.settings({ fps: 12 })
    expect(store.getState().thumbnails).toEqual([])
  })

  it('are ended by the button and by a signal, with nothing left of them', async () => {
    for (const way of ['button', 'signal'] as const) {
      const work = heldWork<RenderStats>()
      const { commands, store, open } = fakeStudio({
        engine: { render: (id, _project, _options, onProgress) => work.begin(id, onProgress), cancel: work.cancel },
      })
      await open()
      const controller = new AbortController()
      const done = commands.render({ signal: controller.signal })
      const refused = expect(done).rejects.toMatchObject({ code: 'cancelled' })
      await work.started
      work.report(step(0.5, 0))
      if (way === 'button') commands.cancel()
      else controller.abort()
      await refused
      expect(store.getState()).toMatchObject({ work: null, thumbnails: [], lastRender: null })
    }
  })

  it('run one at a time, and a later one after a cancelled one', async () => {
    const order: string[] = []
    const { commands, open } = fakeStudio({
      engine: {
        render: async (id) => {
          order.push(`begin ${id}`)
          await new Promise((resolve) => setTimeout(resolve, 5))
          order.push(`end ${id}`)
          return someStats
        },
      },
    })
    await open()
    await Promise.all([commands.render(), commands.render()])
    expect(order.map((line) => line.split(' ')[0])).toEqual(['begin', 'end', 'begin', 'end'])
  })

  it('are left alone by an export, which is a piece of work of its own', async () => {
    const work = heldWork<Blob>()
    const { commands, store, open } = fakeStudio({
      engine: { export: (id, _project, _format, _options, onProgress) => work.begin(id, onProgress) },
    })
    await open()
    await commands.render()
    const done = commands.export('mp4')
    await work.started
    work.report(step(0.5))
    expect(store.getState().work).toMatchObject({ kind: 'export', format: 'mp4', progress: { share: 0.5 } })
    work.finish(new Blob(['clip']))
    expect(await (await done).text()).toBe('clip')
    expect(store.getState().work).toBeNull()
    expect(store.getState().lastRender).not.toBeNull()
  })
})
