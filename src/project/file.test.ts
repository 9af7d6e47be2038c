import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { PNG } from 'pngjs'
import { parse } from 'valibot'
import { expect, test } from 'vitest'
import { KinoraError } from '../core/errors'
import { readProjectFile, writeProjectFile } from './file'
import { type Project, project as schema } from './project'

const hash = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Of a project without a voice. */
const none = new Map()

const picture = new Uint8Array(PNG.sync.write(Object.assign(new PNG({ width: 6, height: 4 }))))

async function sample(): Promise<Project> {
  return parse(schema, {
    format: 'kinora',
    version: 1,
    name: 'A boat, 船',
    picture: { width: 6, height: 4, type: 'image/png', sha256: await hash(picture) },
    controls: [
      {
        id: 'path',
        name: 'Path',
        hue: 3,
        kind: 'trajectory',
        points: [
          { x: 1.25, y: 2, time: 0 },
          { x: 30, y: -2.5, time: 1.5 },
        ],
        strength: 0.5,
      },
      { id: 'pin', name: 'Pin', hidden: true, kind: 'pin', x: 5, y: 3 },
      {
        id: 'ice',
        name: 'Ice',
        kind: 'freeze',
        mask: { width: 3, height: 2, data: Uint8Array.of(0, 1, 128, 254, 255, 7) },
      },
      { id: 'ice2', name: 'Ice', kind: 'freeze', mask: { width: 64, height: 64, data: new Uint8Array(4096).fill(9) } },
    ],
    settings: { frameCount: 25, fps: 23.976, loop: 'eased', width: 320, steps: 4 },
  })
}

async function refusal(bytes: Uint8Array): Promise<KinoraError> {
  const thrown = await readProjectFile(bytes, hash).then(
    () => null,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(KinoraError)
  return thrown as KinoraError
}

test('what is saved comes back, masks and picture to the byte', async () => {
  const project = await sample()
  const back = await readProjectFile(writeProjectFile({ project, picture, sounds: none }), hash)
  expect(back).toEqual({ project, picture, sounds: none })
})

test('a sound comes back to the byte; one that is missing or another is refused', async () => {
  const voice = new TextEncoder().encode('RIFF, a voice')
  const sha256 = await hash(voice)
  const channels = ['jawOpen']
  const take = {
    rate: 25,
    count: 1,
    channels,
    data: new Uint8Array(2),
    sound: { sha256, type: 'audio/wav', duration: 1 },
  }
  const project = parse(schema, { ...(await sample()), controls: [{ id: 'f', name: '', kind: 'face', take }] })
  const file = (sounds: Map<string, Uint8Array<ArrayBuffer>>) => writeProjectFile({ project, picture, sounds })
  expect(await readProjectFile(file(new Map([[sha256, voice]])), hash)).toMatchObject({
    sounds: new Map([[sha256, voice]]),
  })
  for (const sounds of [none, new Map([[sha256, voice.slice(1)]])]) {
    const { code, data } = await refusal(file(sounds))
    expect([code, data.field]).toEqual(['project-field', `sounds.${sha256.slice(0, 8)}`])
  }
})

test('the file is a zip that says first what it is, with the picture as it was', async () => {
  const project = await sample()
  const bytes = writeProjectFile({ project, picture, sounds: none })
  const files = unzipSync(bytes)
  expect(Object.keys(files)).toEqual(['project.json', 'picture.png', 'masks/1.bin', 'masks/2.bin'])
  expect(files['picture.png']).toEqual(picture)
  expect(files['masks/1.bin']).toEqual(Uint8Array.of(0, 1, 128, 254, 255, 7))
  const manifest = JSON.parse(strFromU8(files['project.json'] as Uint8Array))
  expect(Object.keys(manifest).slice(0, 2)).toEqual(['format', 'version'])
  expect(manifest.controls[2].mask.data).toEqual({ bytes: 'masks/1.bin' })
  expect(writeProjectFile({ project, picture, sounds: none })).toEqual(bytes)
})

/** The sample's archive with its manifest or its entries changed by hand. */
async function edited(change: (manifest: Record<string, unknown>, files: Zippable) => void): Promise<Uint8Array> {
  const files = unzipSync(writeProjectFile({ project: await sample(), picture, sounds: none }))
  const manifest = JSON.parse(strFromU8(files['project.json'] as Uint8Array))
  change(manifest, files)
  return zipSync({ ...files, 'project.json': strToU8(JSON.stringify(manifest)) })
}

/** Every place in a value, as a path; `skip` leaves out what may be anything. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  if (path.at(-1) === 'data') return [path]
  return [
    ...(path.length ? [path] : []),
    ...Object.entries(value).flatMap(([key, item]) => places(item, [...path, key])),
  ]
}

/** What a field that holds a string cannot take, or one that holds anything else. */
function ofAnotherType(value: unknown, path: string[]): unknown {
  const old = path.reduce((at, key) => (at as Record<string, unknown>)[key], value)
  return typeof old === 'string' ? 1e9 : 'nonsense'
}

function put(value: unknown, path: string[], item: unknown): void {
  let at = value as Record<string, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>
  at[path.at(-1) as string] = item
}

const manifest = JSON.parse(
  strFromU8(
    unzipSync(writeProjectFile({ project: await sample(), picture, sounds: none }))['project.json'] as Uint8Array,
  ),
)
const fields = places(manifest).filter(([first]) => first !== 'format')

test('all parts of the manifest are tried below', () => {
  expect(fields.length).toBeGreaterThan(50)
})

test.each(fields.map((path) => [path.join('.'), path] as const))(
  'a wrong %s is refused by name',
  async (name, path) => {
    const error = await refusal(await edited((broken) => put(broken, path, ofAnotherType(broken, path))))
    expect(error.code).toBe('project-field')
    expect(
      error.data.field === name || name.startsWith(`${error.data.field}.`) || `${error.data.field}`.startsWith(name),
    ).toBe(true)
    expect(error.data.problem).not.toBe('')
  },
)

test.each([
  ['settings.fps', 61],
  ['settings.fps', null],
  ['settings.frameCount', 0],
  ['settings.frameCount', 2.5],
  ['settings.width', 4000],
  ['controls.0.points.1.x', 1e7],
  ['controls.0.points.1.time', -1],
  ['controls.0.strength', 1.1],
  ['controls.1.id', 'no spaces'],
  ['controls.1.kind', 'teleport'],
  ['controls.2.mask.width', 4],
  ['controls.2.mask.data', { bytes: 'masks/77.bin' }],
  ['picture.sha256', 'f'.repeat(64)],
  ['picture.width', 7],
  ['picture.height', 5],
  ['picture.type', 'image/jpeg'],
  ['name', 'x'.repeat(201)],
])('%s = %j is refused by name', async (name, value) => {
  const error = await refusal(await edited((broken) => put(broken, name.split('.'), value)))
  expect(error.code).toBe('project-field')
  expect(name.startsWith(`${error.data.field}`)).toBe(true)
})

test('a file of a newer version says so', async () => {
  const error = await refusal(
    await edited((broken) => {
      broken.version = 2
      broken.controls = 'of another kind'
    }),
  )
  expect(error).toMatchObject({ code: 'project-newer', data: { version: 2, known: 1 } })
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['text', strToU8('a letter to a friend, long enough to look like something')],
  ['a picture', picture],
  ['an empty archive', zipSync({})],
  ['a foreign archive', zipSync({ 'readme.txt': strToU8('hello') })],
  ['a manifest that is no JSON', zipSync({ 'project.json': strToU8('{') })],
  ['JSON of another program', zipSync({ 'project.json': strToU8('{"version":3}') })],
  ['JSON nested without end', zipSync({ 'project.json': strToU8('['.repeat(1e5) + ']'.repeat(1e5)) })],
])('%s is no project', async (_, bytes) => {
  expect((await refusal(bytes)).code).toBe('project-unreadable')
})

test('a picture that is missing or exchanged is noticed', async () => {
  expect(await refusal(await edited((_, files) => delete files['picture.png']))).toMatchObject({
    code: 'project-unreadable',
    data: { problem: 'no-picture' },
  })
  const other = new Uint8Array(PNG.sync.write(new PNG({ width: 3, height: 3 })))
  const error = await refusal(await edited((_, files) => Object.assign(files, { 'picture.png': other })))
  expect(error).toMatchObject({ code: 'project-field', data: { field: 'picture.sha256' } })
})

test('an archive that would unpack to absurd size is refused before it does', async () => {
  const bomb = zipSync({ 'project.json': new Uint8Array(40 << 20) })
  expect(bomb.length).toBeLessThan(100_000)
  expect((await refusal(bomb)).data.problem).toBe('too-large')
  // The same, but the directory lies about the size.
  const view = new DataView(bomb.buffer)
  const directory = view.getUint32(bomb.length - 6, true)
  view.setUint32(directory + 24, 1000, true)
  expect((await refusal(bomb)).data.problem).toBe('damaged')
})

test('a file that was cut off anywhere is refused', async () => {
  const bytes = writeProjectFile({ project: await sample(), picture, sounds: none })
  for (let length = 0; length < bytes.length; length++) {
    const error = await refusal(bytes.subarray(0, length))
    expect(error.code).toBe('project-unreadable')
  }
})

test('a flipped bit is noticed or does no harm, and never throws anything else', async () => {
  const project = await sample()
  const bytes = writeProjectFile({ project, picture, sounds: none })
  let noticed = 0
  for (let bit = 0; bit < bytes.length * 8; bit += 11) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
    try {
      expect(await readProjectFile(flipped, hash)).toEqual({ project, picture, sounds: none })
    } catch (error) {
      if (!(error instanceof KinoraError)) throw error
      noticed++
    }
  }
  expect(noticed).toBeGreaterThan((bytes.length * 8) / 11 / 2)
})
