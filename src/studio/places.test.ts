import { describe, expect, it } from 'vitest'
import type { Control, Project } from '../project/project'
import { defaultSettings } from '../project/settings'
import { placesKey, projectPlaces } from './places'

const picture = { width: 200, height: 100, type: 'image/png', sha256: '' }
const project = (...controls: Control[]): Project => ({
  format: 'kinora',
  version: 1,
  name: '',
  picture,
  controls,
  settings: defaultSettings,
})
const own = { name: '', hidden: false, hue: 0 }
const path = (id: string, ...points: { x: number; y: number }[]): Control => ({
  ...own,
  id,
  kind: 'trajectory',
  points,
  strength: 1,
})
const pin = (id: string, x: number, y: number): Control => ({ ...own, id, kind: 'pin', x, y })
const freeze = (id: string): Control => ({
  ...own,
  id,
  kind: 'freeze',
  mask: { width: 1, height: 1, data: new Uint8Array(1) },
})

describe('places of hints', () => {
  it('are the starts of paths and the pins, in control order, in shares of the picture', () => {
    const controls = [pin('a', 100, 25), freeze('b'), path('c', { x: 50, y: 100 }, { x: 9, y: 9 }), pin('d', 0, 0)]
    expect(projectPlaces(project(...controls))).toEqual([
      { x: 0.5, y: 0.25, moving: false },
      { x: 0.25, y: 1, moving: true },
      { x: 0, y: 0, moving: false },
    ])
  })

  it('leave out what is hidden', () => {
    expect(projectPlaces(project({ ...pin('a', 1, 1), hidden: true }))).toEqual([])
  })

  it('count a path of one point only while it is drawn', () => {
    const controls = [path('a', { x: 20, y: 50 })]
    expect(projectPlaces(project(...controls))).toEqual([])
    expect(projectPlaces(project(...controls), true)).toEqual([{ x: 0.1, y: 0.5, moving: true }])
  })

  it('are the same wherever the path goes, and others when a beginning or its kind changes', () => {
    const key = (control: Control) => placesKey(projectPlaces(project(control)))
    const drawn = key(path('a', { x: 20, y: 50 }, { x: 30, y: 50 }))
    expect(key(path('a', { x: 20, y: 50 }, { x: 99, y: 10 }))).toBe(drawn)
    expect(key(path('a', { x: 21, y: 50 }, { x: 30, y: 50 }))).not.toBe(drawn)
    expect(key(pin('a', 20, 50))).not.toBe(drawn)
  })
})
