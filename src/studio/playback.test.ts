import { describe, expect, it } from 'vitest'
import type { Drawn } from '../bridge/preview'
import { advance, frameAt } from './clock'
import { deferred } from './deferred'
import { fakeCanvas, fakeStudio } from './testing/fakes'

describe('the clock of a clip', () => {
  const clip = { fps: 24, frameCount: 96 }

  it('shows the frame whose time it is', () => {
    expect(frameAt(advance(0, 1, clip), 96)).toBe(24)
    expect(frameAt(advance(0, 0.999 / 24, clip), 96)).toBe(0)
    expect(frameAt(advance(0, 1.001 / 24, clip), 96)).toBe(1)
  })

  it('starts over after the last frame', () => {
    expect(frameAt(advance(95, 1.5 / 24, clip), 96)).toBe(0)
    expect(frameAt(advance(0, 4 + 2.5 / 24, clip), 96)).toBe(2)
    expect(frameAt(advance(0, 10, { fps: 24, frameCount: 1 }), 1)).toBe(0)
  })
})

async function playing(draw?: (time: number) => Promise<Drawn>) {
  const times: number[] = []
  const studio = fakeStudio({
    preview: {
      draw: (time) => {
        times.push(time)
        return draw ? draw(time) : Promise.resolve({ milliseconds: 1, faces: 0 })
      },
    },
  })
  studio.commands.attach(fakeCanvas())
  await studio.open()
  await studio.commands.add({
    kind: 'trajectory',
    points: [
      { x: 1, y: 1 },
      { x: 9, y: 1 },
    ],
  })
  await studio.quiet()
  times.length = 0
  return { ...studio, times }
}

describe('playing', () => {
  it('stands still while a thing is picked or looked for, and then goes on', async () => {
    const { commands, store, frame, quiet } = await playing()
    commands.play(true)
    await quiet(2)
    const goOn = async () => {
      const before = store.getState().frame
      for (let i = 0; i < 5; i++) {
        frame(0.1)
        await quiet(2)
      }
      return store.getState().frame - before
    }
    commands.set({ picking: true })
    await quiet(2)
    expect(await goOn()).toBe(0)
    commands.set({ picking: false })
    expect(await goOn()).toBeGreaterThan(0)
    store.setState({ engine: { ...store.getState().engine, status: 'ready' }, finding: [{ x: 4, y: 4 }] })
    await quiet(2)
    expect(await goOn()).toBe(0)
    store.setState({ finding: [] })
    expect(await goOn()).toBeGreaterThan(0)
  })

  it('draws each frame at its time and goes on at the end', async () => {
    const { commands, store, times, frame, quiet } = await playing()
    commands.settings({ frameCount: 10, fps: 10 })
    await quiet()
    commands.play(true)
    await quiet(2)
    times.length = 0
    for (let i = 0; i < 11; i++) {
      frame(0.1)
      await quiet(2)
    }
    expect(times.map((time) => Math.round(time * 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    expect(store.getState().frame).toBe(1)
  })

  it('skips frames while a drawing is on its way, and has never two', async () => {
    let gate = deferred<Drawn>()
    let held = false
    const { commands, times, frame, quiet } = await playing(() =>
      held ? gate.promise : Promise.resolve({ milliseconds: 1, faces: 0 }),
    )
    commands.play(true)
    await quiet(2)
    held = true
    times.length = 0
    for (let i = 0; i < 6; i++) {
      frame(1 / 24)
      await quiet(1)
    }
    expect(times).toHaveLength(1)
    held = false
    gate.resolve({ milliseconds: 100, faces: 0 })
    gate = deferred()
    await quiet(3)
    expect(times).toHaveLength(2)
    expect(Math.round((times[1] as number) * 24)).toBeGreaterThanOrEqual(5)
  })

  it('draws once when something changes while it is paused', async () => {
    const { commands, times, quiet } = await playing()
    commands.seek(12)
    await quiet()
    expect(times).toEqual([0.5])
    await quiet()
    expect(times).toHaveLength(1)
  })

  it('goes forward in time where the clip goes there and back: paths turn round, water does not', async () => {
    const { commands, times, quiet } = await playing()
    commands.settings({ loop: 'ping-pong', frameCount: 11, fps: 10 })
    await quiet()
    times.length = 0
    commands.seek(11 - 2)
    await quiet()
    expect(times[0]).toBeCloseTo(0.9, 6)
  })

  it('begins when a drawn path is finished, unless less motion is wanted or it was paused by hand', async () => {
    const drawn = async (calm: boolean, pause: boolean) => {
      const { commands, store, open } = fakeStudio({ ports: { calm: () => calm } })
      await open()
      const id = await commands.add({ kind: 'trajectory', points: [{ x: 1, y: 1 }] })
      if (pause) commands.play(false)
      const [control] = commands.project().controls
      if (control?.kind !== 'trajectory' || control.id !== id) throw new Error('no path')
      commands.gesture([{ ...control, points: [...control.points, { x: 5, y: 5 }] }])
      commands.commit()
      return store.getState().playing
    }
    expect(await drawn(false, false)).toBe(true)
    expect(await drawn(true, false)).toBe(false)
    expect(await drawn(false, true)).toBe(false)
  })
})
