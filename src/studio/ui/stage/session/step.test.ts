import { describe, expect, it } from 'vitest'
import type { GestureEvent } from '../../../../controls/gesture'
import { motionHandles } from '../../../../controls/region/prompt/edit'
import type { Mask } from '../../../../core/image'
import type { Control } from '../../../../project/project'
import { newControl } from '../../control-names'
import type { Scene } from './scene'
import { idle, type Outcome, type Session } from './session'
import { step } from './step'

const slop = 6
const down = (x: number, y: number): GestureEvent => ({ type: 'down', x, y, slop })
const move = (x: number, y: number): GestureEvent => ({ type: 'move', x, y, slop })
const up = (x: number, y: number): GestureEvent => ({ type: 'up', x, y, slop })

const path = {
  ...newControl(
    {
      kind: 'trajectory',
      points: [
        { x: 20, y: 20 },
        { x: 80, y: 20 },
      ],
    },
    [],
  ),
  id: 'path',
} as Control & { kind: 'trajectory' }
const pin = { ...newControl({ kind: 'pin', x: 50, y: 60 }, [path]), id: 'pin' } as Control & { kind: 'pin' }

function sceneWith(change: Partial<Scene>): Scene {
  const controls = change.controls ?? []
  return {
    tool: 'select',
    picture: { width: 100, height: 100 },
    selection: null,
    region: { way: 'click', aim: 'new' },
    paintsDepth: false,
    brush: { radius: 8, feather: 0, erase: false },
    create: (input) => newControl(input, controls),
    ...change,
    controls,
  }
}

/** Every answer to these events, from a hand at rest. */
function told(scene: Scene, ...events: GestureEvent[]): Outcome[] {
  let session: Session = idle
  return events.map((event) => {
    const outcome = step(session, event, scene)
    session = outcome.session
    return outcome
  })
}

describe('drawing', () => {
  it('shows one new control while the hand moves, always the same one, and saves it once', () => {
    const scene = sceneWith({ tool: 'trajectory', controls: [pin] })
    const answers = told(scene, down(10, 10), move(40, 10), move(70, 12), up(90, 10))
    const shown = answers.map(({ controls }) => controls?.at(-1))
    expect(new Set(shown.map((control) => control?.id)).size).toBe(1)
    expect(answers.map(({ end }) => end)).toEqual([null, null, null, 'commit'])
    expect(answers.at(-1)?.controls?.map(({ kind }) => kind)).toEqual(['pin', 'trajectory'])
    expect(answers.at(-1)?.selection).toBe(shown[0]?.id)
    // A hue of its own.
    expect(shown[0]?.hue).not.toBe(pin.hue)
  })

  it('leaves everything as it was when it is given up', () => {
    const last = told(sceneWith({ tool: 'trajectory' }), down(10, 10), move(40, 10), { type: 'escape' }).at(-1)
    expect(last).toMatchObject({ end: 'abandon', controls: null, tooShort: false })
  })

  it('says so when a path ends with one point', () => {
    const last = told(sceneWith({ tool: 'trajectory' }), down(10, 10), up(10, 10), { type: 'confirm' }).at(-1)
    expect(last).toMatchObject({ end: 'abandon', tooShort: true })
  })

  it('takes an arrow by its head, but starts anew where a path begins', () => {
    const scene = sceneWith({ tool: 'trajectory', controls: [path] })
    expect(told(scene, down(81, 20))[0]?.session.name).toBe('holding')
    expect(told(scene, down(20, 20))[0]?.session.name).toBe('trajectory')
  })
})

describe('selecting', () => {
  it('selects what is pressed, its point too, and nothing where nothing is', () => {
    const scene = sceneWith({ controls: [path, pin] })
    expect(told(scene, down(50, 61), up(50, 61))[0]).toMatchObject({ selection: 'pin', activePoint: null })
    expect(told(scene, down(80, 22), up(80, 22))[0]).toMatchObject({ selection: 'path', activePoint: 1 })
    expect(told(scene, down(5, 95), up(5, 95))[0]).toMatchObject({ selection: null })
  })

  it('changes nothing by a click', () => {
    const scene = sceneWith({ controls: [pin] })
    expect(told(scene, down(50, 61), move(51, 62), up(51, 62)).map(({ end }) => end)).toEqual([null, null, 'abandon'])
  })

  it('moves what is dragged by as much as the hand went', () => {
    const scene = sceneWith({ controls: [path, pin] })
    const last = told(scene, down(52, 61), move(62, 61), up(72, 51)).at(-1)
    expect(last?.end).toBe('commit')
    expect(last?.controls?.find(({ id }) => id === 'pin')).toMatchObject({ x: 70, y: 50 })
    expect(last?.controls?.find(({ id }) => id === 'path')).toBe(path)
  })

  it('drags one point of a path, or all of it by its line', () => {
    const scene = sceneWith({ controls: [path] })
    const point = told(scene, down(80, 20), up(80, 50)).at(-1)?.controls?.[0]
    expect(point).toMatchObject({
      points: [
        { x: 20, y: 20 },
        { x: 80, y: 50 },
      ],
    })
    const whole = told(scene, down(50, 20), up(50, 50)).at(-1)?.controls?.[0]
    expect(whole).toMatchObject({
      points: [
        { x: 20, y: 50 },
        { x: 80, y: 50 },
      ],
    })
  })

  it('does not take what is hidden', () => {
    expect(told(sceneWith({ controls: [{ ...pin, hidden: true }] }), down(50, 60))[0]?.selection).toBeNull()
  })
})

describe('freezing', () => {
  const first = told(sceneWith({ tool: 'freeze' }), down(30, 30), up(40, 30)).at(-1)?.controls?.[0] as Control

  it('makes an area, and adds to the selected one', () => {
    expect(first.kind).toBe('freeze')
    const scene = sceneWith({ tool: 'freeze', controls: [first], selection: first.id })
    const last = told(scene, down(70, 70), up(75, 70)).at(-1)
    expect(last?.controls).toHaveLength(1)
    expect(last?.controls?.[0]?.id).toBe(first.id)
  })

  it('makes another one when none is selected', () => {
    const last = told(sceneWith({ tool: 'freeze', controls: [first] }), down(70, 70), up(75, 70)).at(-1)
    expect(last?.controls).toHaveLength(2)
  })

  it('is gone when all of it has been rubbed out', () => {
    const brush = { radius: 60, feather: 0, erase: true }
    const last = told(sceneWith({ tool: 'freeze', controls: [first], brush }), down(35, 30), up(36, 30)).at(-1)
    expect(last).toMatchObject({ end: 'commit', controls: [], selection: null })
  })

  it('is shown on the stage only until the stroke has ended', () => {
    const answers = told(sceneWith({ tool: 'freeze' }), down(30, 30), move(40, 30), up(40, 30))
    expect(answers.map(({ quiet }) => quiet ?? false)).toEqual([true, true, false])
  })
})

describe('a region that moves', () => {
  const swaying = {
    ...newControl({ kind: 'region', clicks: [], mask: upright(), prompt: 'sway' }, []),
    id: 'swaying',
  } as Control & { kind: 'region' }

  it('lets its pivot be dragged with the region tool, too', () => {
    const scene = sceneWith({ tool: 'region', controls: [swaying], selection: 'swaying' })
    const [pivot] = motionHandles(swaying, scene.picture) ?? []
    if (!pivot) throw new Error('what sways is held somewhere')
    const last = told(
      scene,
      down(pivot.x, pivot.y),
      move(pivot.x + 10, pivot.y - 12),
      up(pivot.x + 10, pivot.y - 12),
    ).at(-1)
    expect(last?.end).toBe('commit')
    expect(last?.ask).toBeUndefined()
    const moved = last?.controls?.[0]
    expect(moved?.kind === 'region' && moved.pivot).toEqual({ x: pivot.x + 10, y: pivot.y - 12 })
  })

  it('is added to where Shift is held over the pivot', () => {
    const scene = sceneWith({ tool: 'region', controls: [swaying], selection: 'swaying' })
    const [pivot] = motionHandles(swaying, scene.picture) ?? []
    if (!pivot) throw new Error('what sways is held somewhere')
    const shift = { shift: true }
    const last = told(scene, { ...down(pivot.x, pivot.y), ...shift }, { ...up(pivot.x, pivot.y), ...shift }).at(-1)
    expect(last?.ask?.id).toBe('swaying')
  })
})

/** A tall rectangle in a picture of 100 by 100. */
function upright(): Mask {
  const data = new Uint8Array(100 * 100)
  for (let y = 20; y < 90; y++) data.fill(255, y * 100 + 40, y * 100 + 60)
  return { width: 100, height: 100, data }
}
