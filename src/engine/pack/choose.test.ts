import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { tinyManifest } from '../testing/tiny-video'
import { openChosen } from './choose'
import type { FetchFile } from './pack'

const pocket: FetchFile = async (path) => {
  const bytes = await readFile(`models/pocket/${path}`).catch(() => null)
  return bytes && new Uint8Array(bytes)
}

/** The pocket pack under another name, with one of its files changed. */
const another =
  (name: string, change: (path: string, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | null): FetchFile =>
  async (path) => {
    const bytes = await pocket(path)
    if (bytes && path === 'pack.json')
      return change(path, new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"pocket"', `"${name}"`)))
    return bytes && change(path, bytes)
  }

const packs: Record<string, FetchFile> = {
  whole: another('whole', (_, bytes) => bytes),
  spoilt: another('spoilt', (path, bytes) => (path === 'unet.onnx' ? bytes.slice(1) : bytes)),
  gone: async () => null,
  mute: another('mute', (path, bytes) => {
    if (path !== 'pack.json') return bytes
    const pack = JSON.parse(new TextDecoder().decode(bytes))
    delete pack.graphs.segment
    return new TextEncoder().encode(JSON.stringify(pack))
  }),
}
const tiny =
  (compute: 'fp16' | 'fp32'): FetchFile =>
  async (path) =>
    path === 'pack.json' ? new TextEncoder().encode(JSON.stringify({ ...tinyManifest(), compute })) : null
Object.assign(packs, { published: tiny('fp32'), half: tiny('fp16') })
const open = (renders: string | null, clicks: string | null, half = true) =>
  openChosen(
    pocket,
    { renders, clicks },
    (id) => async (path) => {
      const bytes = await packs[id]?.(path)
      return bytes ? new Blob([bytes]) : null
    },
    half,
  )

it('uses the chosen pack for renders and another for clicks', async () => {
  const { pack, refused } = await open('whole', null)
  expect(refused).toEqual([])
  expect(pack.manifest.name).toBe('whole')
  expect(pack.manifestOf('segment').name).toBe('pocket')
  const clicks = await open(null, 'whole')
  expect([clicks.pack.manifest.name, clicks.pack.manifestOf('segment').name]).toEqual(['pocket', 'whole'])
})

it('takes the embedded pack where a chosen one is gone or lacks what it was chosen for, and says so', async () => {
  const { pack, refused } = await open('gone', 'mute')
  expect(pack.manifest.name).toBe('pocket')
  expect(refused).toMatchObject([
    { use: 'renders', id: 'gone', code: 'pack-missing' },
    { use: 'clicks', id: 'mute', code: 'pack-field', data: { field: 'graphs.segment' } },
  ])
})

it('names the pack whose file turns out to be damaged', async () => {
  const { pack } = await open('spoilt', null)
  await expect(pack.read('unet')).rejects.toMatchObject({ code: 'pack-hash', data: { model: 'spoilt' } })
  await expect(pack.read('segment')).resolves.toBeTruthy()
})

it('lets published weights draw beside the embedded pack, which says what moves', async () => {
  const { pack, video, refused } = await open('published', null)
  expect([pack.manifest.name, video?.manifest.name, refused]).toEqual(['pocket', 'tiny', []])
})

it('refuses what computes in half precision where the device cannot', async () => {
  const { video, refused } = await open('half', null, false)
  expect(video).toBeNull()
  expect(refused).toMatchObject([{ use: 'renders', id: 'half', code: 'half-unavailable' }])
  expect((await open('half', null, true)).video?.manifest.compute).toBe('fp16')
})
