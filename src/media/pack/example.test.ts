import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parsePack } from './contract'

it('takes the example of docs/pack-format.md, which names every field of the contract', () => {
  const page = readFileSync('docs/pack-format.md', 'utf8')
  const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const pack = parsePack(example)
  expect(pack.graphs.motion?.inputs.hints?.shape).toEqual(['N', 3])
  for (const group of ['motion', 'latents', 'sampling', 'parts'] as const)
    for (const field of Object.keys(pack[group])) expect(page).toContain(field)
})
