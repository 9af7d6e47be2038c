import { describe, expect, it } from 'vitest'
import type { EngineApi } from '../bridge/engine'
import type { SelectionAsk } from '../bridge/vision'
import type { Mask } from '../core/image'
import { fakeCanvas, fakeStudio } from './testing/fakes'

async function watched(engine: Partial<EngineApi> = {}) {
  const asked: SelectionAsk[] = []
  const studio = fakeStudio({
    engine,
    segment: {
      select: async (ask) => {
        asked.push(ask)
        return { width: 2, height: 1, data: Uint8Array.from([255, asked.length]) }
      },
    },
  })
  studio.commands.attach(fakeCanvas())
  await studio.open()
  const regions = () => studio.commands.project().controls.filter((control) => control.kind === 'region')
  return { ...studio, asked, regions }
}

function withGuesses(meant: Mask[]) {
  const studio = fakeStudio({ segment: { select: async ({ guess = 0 }) => meant[guess % meant.length] as Mask } })
  studio.commands.attach(fakeCanvas())
  return studio
}

const click = (x: number, keep = true) => ({ x, y: 4, keep })

describe('a region', () => {
  it('gets the mask that its clicks mean, one after another', async () => {
    const { commands, asked, regions } = await watched()
    await commands.add({ kind: 'region', clicks: [click(5), click(9, false)] })
    expect(asked.map(({ clicks, previous }) => [clicks.length, previous?.data[1]])).toEqual([
      [1, undefined],
      [2, 1],
    ])
    expect(regions()[0]?.mask?.data[1]).toBe(2)
  })

  it('keeps a mask that is given', async () => {
    const { commands, asked } = await watched()
    await commands.add({ kind: 'region', clicks: [], mask: { width: 1, height: 1, data: Uint8Array.from([255]) } })
    expect(asked).toEqual([])
  })

  it('is found anew when its clicks are changed', async () => {
    const { commands, regions } = await watched()
    const id = await commands.add({ kind: 'region', clicks: [click(5)] })
    await commands.update(id, { clicks: [click(20)] })
    expect(regions()[0]?.mask?.data[1]).toBe(2)
  })

  it('is one after another of the things that its click may mean, and then the first again', async () => {
    const meant = [255, 254, 253].map((value) => ({ width: 1, height: 1, data: Uint8Array.from([value]) }))
    const { commands, open } = withGuesses(meant)
    await open()
    const id = (await commands.select({ id: null, click: click(5) })) as string
    const shown = () => {
      const [region] = commands.project().controls
      return region?.kind === 'region' ? region.mask?.data[0] : undefined
    }
    const seen = [shown()]
    for (let press = 0; press < 3; press++) {
      await commands.guessAgain(id)
      seen.push(shown())
    }
    expect(seen).toEqual([255, 254, 253, 255])
    commands.undo()
    expect(shown()).toBe(253)
  })

  it('says so where its click can mean nothing else', async () => {
    const { commands, open, store } = withGuesses([{ width: 1, height: 1, data: Uint8Array.from([255]) }])
    await open()
    const id = (await commands.select({ id: null, click: click(5) })) as string
    const before = commands.project()
    await commands.guessAgain(id)
    expect(commands.project()).toEqual(before)
    expect(store.getState().notices.at(-1)?.key).toBe('status.noOtherGuess')
  })

  it('takes clicks and strokes one by one, each a step of undo', async () => {
    const { commands, asked, regions, store } = await watched()
    const id = await commands.select({ id: null, click: click(5) })
    await commands.select({ id, click: click(9) })
    await commands.select({ id, sketch: { way: 'off', mask: { width: 1, height: 1, data: Uint8Array.from([255]) } } })
    expect([regions()[0]?.clicks.length, asked.length, store.getState().selection]).toEqual([2, 3, id])
    expect(asked[2]?.previous?.data[1]).toBe(2)
    commands.undo()
    commands.undo()
    expect(regions()[0]?.clicks.length).toBe(1)
    commands.undo()
    expect(regions()).toEqual([])
  })

  it('is found anew by all clicks together, unless a stroke has changed it', async () => {
    const { commands, asked, quiet } = await watched({
      segment: async (places) => ({ width: 1, height: 1, data: new Float32Array([places.length]) }),
    })
    await quiet()
    const id = await commands.select({ id: null, click: click(5) })
    await commands.select({ id, click: click(9) })
    await commands.select({ id, sketch: { way: 'off', mask: { width: 1, height: 1, data: Uint8Array.from([255]) } } })
    await commands.select({ id, click: click(12) })
    expect(asked.map(({ thing }) => thing?.data[0])).toEqual([undefined, 2, undefined, undefined])
    expect(asked.map(({ belongs }) => belongs?.count)).toEqual([1, undefined, undefined, 3])
  })

  it('is asked of a new worker when the former one was lost', async () => {
    const { commands, segments, regions } = await watched()
    await commands.select({ id: null, click: click(5) })
    segments[0]?.die()
    await Promise.resolve()
    await expect(commands.select({ id: null, click: click(30) })).resolves.toBeTruthy()
    expect([segments.length, regions().length]).toEqual([2, 2])
  })
})
