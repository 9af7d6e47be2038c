import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { KinoraError } from '../../core/errors'
import { type PackManifest, parsePack } from './contract'

const text = readFileSync('models/pocket/pack.json', 'utf8')

/** The pocket pack with a change, as its file. */
function changed(change: (pack: Record<string, never>) => void): string {
  const pack = JSON.parse(text)
  change(pack)
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
  const pack: PackManifest = parsePack(text)
  expect(pack.name).toBe('pocket')
  expect(pack.graphs.unet?.files[0]?.path).toBe('unet.onnx')
})

describe('names the field that is wrong', () => {
  it.each([
    ['format', (p) => Object.assign(p, { format: 2 })],
    ['name', (p) => Object.assign(p, { name: 'Two words' })],
    ['latents.channels', (p) => Object.assign(p.latents, { channels: 0 })],
    ['sampling.predictionType', (p) => Object.assign(p.sampling, { predictionType: 'x' })],
    ['sampling', (p) => Object.assign(p.sampling, { overlap: 16 })],
    ['hints.0', (p) => Object.assign(p, { hints: ['dance'] })],
    ['graphs.unet.files.0.sha256', (p) => Object.assign(p.graphs.unet.files[0], { sha256: 'abc' })],
    ['graphs.unet.files.0.path', (p) => Object.assign(p.graphs.unet.files[0], { path: '../../secrets' })],
    ['graphs.unet.files.0.path', (p) => Object.assign(p.graphs.unet.files[0], { path: 'https://elsewhere/x.onnx' })],
    ['graphs.decoder.outputs.pictures', (p) => Object.assign(p.graphs.decoder, { outputs: {} })],
    ['graphs.motion.inputs.hints.shape', (p) => Object.assign(p.graphs.motion.inputs.hints, { shape: ['N', 3, 1] })],
    [
      'graphs.encoder.inputs.picture.shape.2',
      (p) => Object.assign(p.graphs.encoder.inputs.picture.shape, ['1', 3, 'H + 1']),
    ],
    ['extra', (p) => Object.assign(p, { extra: 1 })],
    // biome-ignore format: one line a case
  ] as [string, (pack: Record<string, Record<string, Record<string, Record<string, never>[]>>>) => void][])(
    '%s',
    (field, change) => {
      const error = refusal(changed(change as never))
      expect(error.code).toBe('pack-field')
      expect(error.data.field).toBe(
        field === 'graphs.encoder.inputs.picture.shape.2' ? 'graphs.encoder.inputs.picture.shape.0' : field,
      )
      expect(error.data.problem).toBeTruthy()
    },
  )
})

it('refuses a learned part whose graph is missing', () => {
  const json = changed((p) => {
    Object.assign(p.parts, { influence: 'learned' })
    delete (p.graphs as Record<string, unknown>).motion
  })
  expect(refusal(json).data.field).toBe('graphs.motion')
})

it('refuses what is no JSON', () => {
  expect(refusal('<!doctype html>').code).toBe('pack-unreadable')
})
