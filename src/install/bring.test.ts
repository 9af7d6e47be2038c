import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ModelRecord } from '../media/storage/models/record'
import { bring, type Place } from './bring'
import type { Surroundings, Version } from './download'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const content = new Uint8Array(randomBytes(300_000))
const other = new Uint8Array(randomBytes(5_000))

/** A host whose behaviour a test changes, and what was asked of it. */
let host: {
  files: Record<string, Uint8Array>
  etag: string
  ranges: boolean
  /** Bytes after which the connection breaks; once for each entry. */
  cuts: number[]
  asked: { path: string; from: number; sent: number }[]
  answer?: (response: ServerResponse) => void
}
let server: Server
let folder = ''

beforeEach(async () => {
  host = { files: { 'a.onnx': content, 'sub/b.onnx': other }, etag: '"1"', ranges: true, cuts: [], asked: [] }
  server = createServer((request, response) => {
    if (host.answer) return host.answer(response)
    const path = (request.url ?? '').slice(6)
    const file = host.files[path]
    if (!file) return response.writeHead(404).end()
    const from = host.ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
    if (from > 0 && from >= file.length) return response.writeHead(416).end()
    const rest = file.subarray(from)
    const cut = host.cuts.shift()
    const sent = Math.min(rest.length, cut ?? rest.length)
    host.asked.push({ path, from, sent })
    response.writeHead(from > 0 ? 206 : 200, { ETag: host.etag, 'Content-Length': rest.length })
    response.write(rest.subarray(0, sent), () => {
      if (cut === undefined) response.end()
      else response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  folder = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/pack/`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A folder in memory, with room for so many bytes. */
function memoryPlace(
  room = Number.POSITIVE_INFINITY,
  full: 'throws' | 'lies' = 'throws',
): Place & { contents: Map<string, Uint8Array<ArrayBuffer>> } {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>()
  const checked = new Set<string>()
  const versions = new Map<string, Version>()
  const used = () => [...contents.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return {
    contents,
    size: async (name) => contents.get(name)?.length ?? 0,
    isChecked: async (name) => checked.has(name),
    setChecked: async (name) => void checked.add(name),
    remove: async (name) => void contents.delete(name),
    version: async (name) => versions.get(name) ?? null,
    setVersion: async (name, version) => void versions.set(name, version),
    // The browser says that there is much, and then there is not.
    room: async () => null,
    open: async (name) => ({
      getSize: () => contents.get(name)?.length ?? 0,
      read: (into, { at: from }) => {
        const bytes = (contents.get(name) ?? new Uint8Array()).subarray(from, from + into.length)
        into.set(bytes)
        return bytes.length
      },
      write: (bytes, { at: from }) => {
        const old = contents.get(name) ?? new Uint8Array()
        const grown = new Uint8Array(Math.max(old.length, from + bytes.length))
        if (used() - old.length + grown.length > room) {
          if (full === 'lies') return 2 ** 32 - 14
          throw new DOMException('full', 'QuotaExceededError')
        }
        grown.set(old)
        grown.set(bytes, from)
        contents.set(name, grown)
        return bytes.length
      },
      truncate: (size) => void contents.set(name, (contents.get(name) ?? new Uint8Array()).slice(0, size)),
      flush() {},
      close() {},
    }),
  }
}

function record(change: Partial<ModelRecord> = {}): ModelRecord {
  const file = (path: string, bytes: Uint8Array) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })
  return {
    format: 1,
    id: 'pack-1.0.0-00000000',
    kind: 'pack',
    description: '{}',
    files: [file('a.onnx', content), file('sub/b.onnx', other)],
    source: { folder, forwarded: false },
    begunAt: 0,
    ...change,
  }
}

let stopping = new AbortController()
const around = (): Surroundings => ({ fetch, wait: async () => {}, signal: stopping.signal })
beforeEach(() => {
  stopping = new AbortController()
})
const go = (place: Place, it = record(), onHave: (have: number) => void = () => {}) =>
  bring(it, [], false, place, around(), ({ have }) => onHave(have))

it('brings every file and says how far it is', async () => {
  const place = memoryPlace()
  const said: number[] = []
  await go(place, record(), (have) => said.push(have))
  expect(place.contents.get(sha256(content))).toEqual(content)
  expect(place.contents.get(sha256(other))).toEqual(other)
  expect(said.at(-1)).toBe(content.length + other.length)
  await go(place)
  expect(host.asked.length, 'what is there is not asked for again').toBe(2)
})

it('a connection that breaks is taken up where it broke: no byte comes twice', async () => {
  host.cuts = [100_000, 50_000]
  const place = memoryPlace()
  await go(place)
  const sent = host.asked.filter(({ path }) => path === 'a.onnx').reduce((sum, it) => sum + it.sent, 0)
  expect(sent).toBe(content.length)
  expect(host.asked.map(({ from }) => from)).toEqual([0, 100_000, 150_000, 0])
  expect(place.contents.get(sha256(content))).toEqual(content)
})

it('what was stopped goes on later from what is there', async () => {
  const place = memoryPlace()
  const stopped = go(place, record(), () => stopping.abort())
  await expect(stopped).rejects.toThrow()
  const had = await place.size(sha256(content))
  expect(had).toBeGreaterThan(0)
  expect(had).toBeLessThan(content.length)
  stopping = new AbortController()
  await go(place)
  expect(host.asked[1]?.from).toBe(had)
  expect(place.contents.get(sha256(content))).toEqual(content)
})

it('begins anew where the host has another version now, or cannot continue', async () => {
  for (const change of [() => Object.assign(host, { etag: '"2"' }), () => Object.assign(host, { ranges: false })]) {
    const place = memoryPlace()
    const stale = new Uint8Array(content.length / 2).fill(7)
    place.contents.set(sha256(content), stale)
    await place.setVersion(sha256(content), { etag: '"1"', modified: null, bytes: null })
    change()
    await go(place)
    expect(place.contents.get(sha256(content))).toEqual(content)
  }
})

it('refuses what is not what was said, and keeps the rest', async () => {
  const wrong = content.slice()
  wrong[1234] = (wrong[1234] as number) ^ 1
  host.files['a.onnx'] = wrong
  const place = memoryPlace()
  await expect(go(place)).rejects.toMatchObject({ code: 'pack-hash', data: { file: 'a.onnx' } })
  expect(place.contents.has(sha256(content)), 'the wrong one is gone').toBe(false)
  host.files['a.onnx'] = content
  await go(place)
  expect(place.contents.get(sha256(content))).toEqual(content)
})

it.each([
  ['shorter', content.slice(0, 1000)],
  ['longer', new Uint8Array([...content, 1])],
])('refuses a file that is %s than was said', async (_, bytes) => {
  host.files['a.onnx'] = bytes
  await expect(go(memoryPlace())).rejects.toMatchObject({ code: 'pack-hash', data: { file: 'a.onnx' } })
})

it('says what a host answers, and that it does not', async () => {
  const { host: name } = new URL(folder)
  delete host.files['a.onnx']
  await expect(go(memoryPlace())).rejects.toMatchObject({
    code: 'model-refused',
    data: { host: name, status: 404, file: 'a.onnx' },
  })
  host.answer = (response) => void response.destroy()
  await expect(go(memoryPlace())).rejects.toMatchObject({ code: 'model-unreachable', data: { host: name } })
})

it.each(['throws', 'lies'] as const)(
  'a disk that is full in the middle (and %s) keeps what came, and goes on when there is room',
  async (full) => {
    const place = memoryPlace(200_000, full)
    await expect(go(place)).rejects.toMatchObject({ code: 'model-no-room' })
    const had = await place.size(sha256(content))
    expect(had).toBeGreaterThan(0)
    const roomy = memoryPlace()
    for (const [name, bytes] of place.contents) roomy.contents.set(name, bytes)
    await roomy.setVersion(sha256(content), { etag: '"1"', modified: null, bytes: content.length })
    host.asked = []
    await go(roomy)
    expect(host.asked[0]?.from).toBe(had)
  },
)

it('asks for room before anything is fetched', async () => {
  const place = { ...memoryPlace(), room: async () => 1000 }
  await expect(go(place)).rejects.toMatchObject({ code: 'model-no-room', data: { needed: 1, free: 0 } })
  expect(host.asked).toEqual([])
})

it('takes files that were chosen, and says which is missing or not the one', async () => {
  const local = record({ source: null })
  const given = [
    { path: 'a.onnx', file: new Blob([content]) },
    { path: 'sub/b.onnx', file: new Blob([other]) },
  ]
  const place = memoryPlace()
  await bring(local, given, false, place, around(), () => {})
  expect(place.contents.get(sha256(other))).toEqual(other)
  await expect(bring(local, given.slice(0, 1), false, memoryPlace(), around(), () => {})).rejects.toMatchObject({
    code: 'pack-missing',
    data: { file: 'sub/b.onnx' },
  })
  const cut = [{ path: 'a.onnx', file: new Blob([content.slice(1)]) }]
  await expect(bring(local, cut, false, memoryPlace(), around(), () => {})).rejects.toMatchObject({ code: 'pack-hash' })
  expect(host.asked).toEqual([])
})

it('mends what was damaged since, and fetches nothing else', async () => {
  const place = memoryPlace()
  await go(place)
  place.contents.get(sha256(content))?.fill(0, 10, 20)
  host.asked = []
  await bring(record(), [], true, place, around(), () => {})
  expect(place.contents.get(sha256(content))).toEqual(content)
  expect(host.asked.map(({ path }) => path)).toEqual(['a.onnx'])
})
