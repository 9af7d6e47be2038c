import { parse } from 'valibot'
import { expect, test } from 'vitest'
import { compileHints, project } from './project'

const saved = {
  format: 'kinora',
  version: 1,
  name: 'Boat',
  picture: { width: 800, height: 600, type: 'image/png', sha256: 'a'.repeat(64) },
  controls: [
    {
      id: 'a',
      name: 'Path',
      kind: 'trajectory',
      points: [
        { x: 1, y: 2 },
        { x: 30, y: 2 },
      ],
    },
    { id: 'b', name: 'Pin', kind: 'pin', x: 5, y: 6 },
    { id: 'c', name: 'Hidden pin', hidden: true, kind: 'pin', x: 7, y: 6 },
  ],
  settings: { frameCount: 25, fps: 24 },
}

test('what visible controls ask for, in order; a hidden one asks for nothing', () => {
  const hints = compileHints(parse(project, saved))
  expect(hints.map((hint) => [hint.kind, hint.control])).toEqual([
    ['track', 'a'],
    ['still', 'b'],
  ])
  const first = hints[0]
  expect(first?.kind === 'track' && first.knots.at(-1)).toEqual({ x: 30, y: 2, time: 1 })
})

test('a control of an unknown kind is refused', () => {
  const broken = { ...saved, controls: [{ id: 'z', name: 'Z', kind: 'teleport' }] }
  expect(() => parse(project, broken)).toThrow()
})
