import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KinoraError } from '../../core/errors'
import { parsePack } from './contract'

const text = readFileSync('models/pocket/pack.json', 'utf8')

/** The pocket pack with one field replaced (or removed: undefined), as its file. */
function changed(field: string, value: unknown): string {
  const pack: unknown = JSON.parse(text)
  const keys = field.split('.')
  const last = keys.pop() as string
  let at = pack as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = value
  return JSON.stringify(pack)
}

function refusal(json: string): KinoraError {
  try {
    parsePack(json)
  } catch (thrown) {
    if (thrown instanceof KinoraError) return thrown
  }
  throw new Error('was not refused')
}

it('takes the pocket pack', () => {
  const pack = parsePack(text)
  expect(pack.name).toBe('pocket')
  expect(pack.graphs.unet?.files[0]?.path).toBe('unet.onnx')
})

it.each([
  ['format', 2],
  ['name', 'Two words'],
  ['licence', ''],
  ['latents.channels', 0],
  ['sampling.predictionType', 'x'],
  ['hints.0', 'dance'],
  ['graphs.unet.files.0.sha256', 'abc'],
  ['graphs.unet.files.0.path', '../../secrets'],
  ['graphs.unet.files.0.path', 'https://elsewhere/x.onnx'],
  ['graphs.unet.files.0.path', '/etc/passwd'],
  ['graphs.decoder.outputs.pictures', undefined],
  ['graphs.motion.inputs.hints.shape', ['N', 3, 1]],
  ['graphs.encoder.inputs.picture.shape.2', 'H + 1'],
  ['graphs.encoder.inputs.picture.type', 'float16'],
  ['parts.fill', 'magic'],
  ['extra', 1],
])('names the field that is wrong: %s', (field, value) => {
  const error = refusal(changed(field, value))
  expect(error.code).toBe('pack-field')
  expect(error.data.field).toBe(field)
  expect(error.data.problem).toBeTruthy()
})

it('sees what only two fields together make wrong', () => {
  expect(refusal(changed('sampling.overlap', 16)).data.field).toBe('sampling')
  expect(refusal(changed('latents.minSide', 900)).data.field).toBe('latents')
})

it('refuses a learned part whose graph is missing', () => {
  const learned = JSON.parse(changed('parts.influence', 'learned'))
  delete learned.graphs.motion
  expect(refusal(JSON.stringify(learned)).data.field).toBe('graphs.motion')
})

it('refuses a segment graph without the half that looks at the picture', () => {
  const pack = JSON.parse(readFileSync('models/pocket/pack.json', 'utf8'))
  expect(parsePack(JSON.stringify(pack)).graphs.segment).toBeDefined()
  delete pack.graphs['segment-encoder']
  expect(refusal(JSON.stringify(pack)).data.field).toBe('graphs.segment-encoder')
})

it('takes a motion graph that looks at the picture itself, and refuses the answering half of one without the other', () => {
  const pack = JSON.parse(text)
  delete pack.graphs['motion-encoder']
  expect(refusal(JSON.stringify(pack)).data.field).toBe('graphs.motion.inputs.picture')
  pack.graphs.motion.inputs = {
    picture: { type: 'float32', shape: [1, 3, 'h', 'w'] },
    hints: { type: 'float32', shape: ['N', 3] },
  }
  expect(parsePack(JSON.stringify(pack)).graphs.motion).toBeDefined()
})

it('refuses what is no JSON', () => {
  expect(refusal('<!doctype html>').code).toBe('pack-unreadable')
})
