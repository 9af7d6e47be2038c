import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { aboutPack } from './about'

const page = readFileSync('docs/pack-format.md', 'utf8')
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text ?? '')

it('says of the embedded pack what it adds, and of which files it consists', () => {
  const about = aboutPack(readFileSync('models/pocket/pack.json', 'utf8'))
  expect(about.adds).toEqual(['influence', 'segment', 'fill'])
  expect(about.needs).toMatchObject({ webgpu: false, f16: false })
  expect(about.files.map(({ path }) => path)).toContain('unet.onnx')
  expect(new Set(about.files.map(({ path }) => path)).size).toBe(about.files.length)
})

it('says of a converted pack what it needs, whose weights it has, and every file that belongs to it', () => {
  const about = aboutPack(examples[1] ?? '')
  const { kind, compute, licences } = JSON.parse(examples[1] ?? '')
  expect(about.adds).toEqual([kind === 'sam' ? 'segment' : 'video'])
  expect(about.needs.f16).toBe(compute === 'fp16')
  expect(about.needs.memory).toBeGreaterThan(0)
  expect(about.licences.map(({ of }) => of)).toEqual(licences.map(({ of }: { of: string }) => of))
  // Whatever is named with a hash, wherever it stands, is a file that has to be there.
  const named = [...(examples[1] ?? '').matchAll(/"path": "([^"]+)"/g)].map(([, path]) => path)
  expect(about.files.map(({ path }) => path).sort()).toEqual([...new Set(named)].sort())
})

it('refuses what is no description', () => {
  expect(() => aboutPack('no')).toThrow(/pack-unreadable/)
  expect(() => aboutPack('{"format": 3}')).toThrow(/pack-field/)
})
