import { expect, it } from 'vitest'
import type { RenderStats } from '../bridge/engine'
import { KinoraError } from '../core/errors'
import { remedyOf } from './remedy'
import { fakeCanvas, fakeStudio, heldWork, someStats } from './testing/fakes'

it('offers to go on with a render that an earlier visit left behind, and does', async () => {
  const first = fakeStudio()
  await first.open()
  first.commands.settings({ quality: 'full' })
  const project = first.commands.project()

  const rendered: unknown[] = []
  const { start, commands, store, quiet, frame } = fakeStudio({
    engine: {
      unfinished: async () => ({ share: 0.42, learned: true }),
      render: async (_, __, options) => {
        rendered.push(options)
        return someStats
      },
    },
    ports: { kept: async () => ({ project, picture: new Blob(['picture']), sounds: new Map() }) },
  })
  commands.attach(fakeCanvas())
  await Promise.all([start(), quiet()])
  // The clip plays: once it has been seen to move, the engine starts.
  frame(0.1)
  await quiet()
  const offer = store.getState().notices.find(({ key }) => key === 'status.unfinished')
  expect(offer?.data).toEqual({ percent: 42 })
  offer?.action?.run()
  await quiet()
  expect(rendered).toEqual([expect.objectContaining({ learned: true })])
  expect(store.getState().notices.some(({ key }) => key === 'status.rendered')).toBe(true)
})

it('goes on with a render that died with its engine as soon as that is started again', async () => {
  const work = heldWork<RenderStats>()
  const asked: unknown[] = []
  const { commands, store, engines, open, quiet } = fakeStudio({
    engine: {
      render: (id, _, options, onProgress) => {
        asked.push(options)
        return asked.length === 1 ? work.begin(id, onProgress) : Promise.resolve(someStats)
      },
    },
  })
  await open()
  const refused = expect(commands.render({ learned: true })).rejects.toMatchObject({ code: 'worker-crashed' })
  await work.started
  engines[0]?.die()
  await refused
  expect(asked).toHaveLength(1)
  await commands.restart()
  await quiet()
  expect(asked).toHaveLength(2)
  expect(asked[1]).toMatchObject({ learned: true })
  expect(store.getState().lastRender).not.toBeNull()
})

it('names the settings that fit into memory', () => {
  const remedy = (data: Record<string, string | number>) => remedyOf(new KinoraError('too-large', data))
  expect(remedy({ needed: 900, available: 500, workingSide: 384 })).toEqual({
    key: 'action.smaller',
    settings: { workingSide: 384 },
  })
  expect(remedy({ needed: 900, available: 500, quality: 'draft' })).toEqual({
    key: 'action.draft',
    settings: { quality: 'draft' },
  })
  expect(remedyOf(new KinoraError('internal'))).toBeNull()
})
