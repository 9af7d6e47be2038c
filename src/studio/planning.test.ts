import { expect, it, vi } from 'vitest'
import type { MemoryPlan } from '../bridge/engine'
import { fakeStudio } from './testing/fakes'

const plan: MemoryPlan = { way: 'in-turns', together: 9000, inTurns: 5000, available: 6000, lower: null }

it('says what a full render would take, and nothing of a draft or without a chosen model', async () => {
  const asked: string[] = []
  const studio = fakeStudio({
    engine: {
      plan: async ({ settings }) => {
        asked.push(settings.quality)
        return plan
      },
    },
  })
  await studio.open()
  studio.commands.settings({ quality: 'full' })
  await studio.commands.render()
  await studio.quiet()
  expect(asked).toEqual([])
  studio.store.setState(({ models }) => ({ models: { ...models, choice: { ...models.choice, renders: 'svd' } } }))
  await vi.waitFor(() => expect(studio.store.getState().plan).toEqual(plan))
  studio.commands.settings({ quality: 'draft' })
  await studio.quiet()
  expect(studio.store.getState().plan).toBeNull()
})
