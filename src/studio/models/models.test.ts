import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Coming, ModelsApi } from '../../bridge/models'
import { KinoraError } from '../../core/errors'
import { faceModel } from '../../media/pack/known'
import type { StoredModel } from '../../media/storage/models/folders'
import { fakeStudio, fakeWorker } from '../testing/fakes'
import { readAddress } from './describe'
import { modelIn } from './given'
import { compare, meets } from './meets'
import type { ModelPorts } from './ports'
import type { Machine } from './state'

const description = readFileSync('models/pocket/pack.json', 'utf8')
const machine: Machine = { webgpu: true, f16: true, memory: 8 * 2 ** 30, storage: null }

/** A studio whose models lie in memory; `worker` is what a test is about. */
function studioWith(worker: Partial<ModelsApi> = {}, ports: Partial<ModelPorts> = {}) {
  const kept: StoredModel[] = []
  const reached: (string | null)[] = []
  const studio = fakeStudio({
    models: {
      list: async () => kept,
      builtIn: async () => description,
      machine: async () => machine,
      remove: async (id) => {
        const at = kept.findIndex(({ record }) => record.id === id)
        return at >= 0 && kept.splice(at, 1).length === 1
      },
      worker: (reach) => {
        reached.push(reach)
        return fakeWorker<ModelsApi>({
          look: async () => description.replace('"pocket"', '"other"'),
          bring: async (record) => void kept.push({ record, have: 1, complete: true }),
          stop: async () => {},
          ...worker,
        }).client
      },
      ...ports,
    },
  })
  const models = () => studio.store.getState().models
  return { ...studio, kept, reached, models, can: studio.commands.models }
}

it('reads an address as a person types it', () => {
  expect(readAddress(' https://host.org/packs/svd ')).toEqual({
    url: 'https://host.org/packs/svd/pack.json',
    folder: 'https://host.org/packs/svd/',
    face: false,
  })
  expect(readAddress('https://host.org/a/pack.json?download=true').folder).toBe('https://host.org/a/')
  expect(readAddress(faceModel.address)).toMatchObject({ face: true })
  expect(readAddress('http://localhost:8000/').url).toBe('http://localhost:8000/pack.json')
  for (const wrong of ['', 'pack.json', 'http://host.org/', 'file:///etc/', 'javascript:1'])
    expect(() => readAddress(wrong)).toThrow(KinoraError)
})

it('asks the one host, offers what is there, and fetches and uses it when told to', async () => {
  const { can, models, reached } = studioWith()
  await can.refresh()
  await can.look('https://host.org:8443/other/')
  expect(reached).toEqual(['https://host.org:8443'])
  expect(models().offer).toMatchObject({ name: 'other', host: 'host.org:8443', adds: ['influence', 'segment', 'fill'] })
  expect(models().list).toEqual([])
  await can.accept()
  const id = models().list?.[0]?.id
  expect(models()).toMatchObject({ offer: null, coming: null, choice: { renders: id, clicks: id, faces: null } })
  await can.remove(id as string)
  expect(models()).toMatchObject({ list: [], choice: { renders: null, clicks: null } })
})

it('a host that hands on is followed only when told to', async () => {
  let times = 0
  const { can, models, reached } = studioWith({
    look: async () => {
      if (times++ === 0) throw new KinoraError('model-forwarded', { host: 'host.org' })
      return description
    },
  })
  await can.look('https://host.org/a/')
  expect(models().trouble).toMatchObject({
    id: null,
    error: { code: 'model-forwarded' },
    address: 'https://host.org/a/',
  })
  await can.look('https://host.org/a/', true)
  await can.accept()
  expect(reached).toEqual(['https://host.org', 'any', 'any'])
  expect(models().trouble).toBeNull()
})

it('what is of no use gives way, and the engine begins again with the embedded pack', async () => {
  const { can, models, commands, engines, quiet, open } = studioWith()
  await open()
  await commands.render()
  await can.look('https://host.org/other/')
  await can.accept()
  const id = models().choice.renders as string
  await quiet()
  const before = engines.length
  expect(can.setAside(id, true)).toBe('other')
  await quiet()
  expect(models()).toMatchObject({ choice: { renders: null, clicks: null }, list: [{ id, broken: true }] })
  expect(engines.length).toBe(before + 1)
})

it('files that are given while another model comes wait their turn', async () => {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const { can, models, kept } = studioWith({
    bring: async (record) => {
      if (kept.length === 0) await arrived
      kept.push({ record, have: 1, complete: true })
    },
  })
  await can.look('https://host.org/other/')
  const accepted = can.accept()
  const taken = can.take([{ path: 'face_landmarker.task', file: new Blob(['x']) }])
  arrive()
  await Promise.all([accepted, taken])
  expect(models().list?.map(({ name }) => name)).toEqual(['other', 'face-landmarker'])
})

it('what is said of a model’s coming after it has come keeps nothing waiting', async () => {
  let say: (coming: Coming) => void = () => {}
  const { can, models, kept } = studioWith({
    bring: async (record, _files, _recheck, onComing) => {
      say = onComing
      kept.push({ record, have: 1, complete: true })
    },
  })
  await can.look('https://host.org/other/')
  await can.accept()
  say({ phase: 'fetch', have: 1 })
  expect(models().coming).toBe(null)
})

it('a model that is here already is used, and not brought again', async () => {
  let brought = 0
  const { can, models, kept } = studioWith({
    bring: async (record) => {
      brought++
      kept.push({ record, have: 1, complete: true })
    },
  })
  await can.look('https://host.org/other/')
  await can.accept()
  const id = models().choice.renders
  can.use('renders', null)
  await can.look('https://host.org/other/')
  await can.accept()
  expect(brought).toBe(1)
  expect(models()).toMatchObject({ offer: null, trouble: null, choice: { renders: id } })
})

it('a graphics driver that never answers does not hold up the list', async () => {
  const { can, models } = studioWith({}, { machine: () => new Promise(() => {}) })
  void can.refresh()
  await expect.poll(() => models().list).toEqual([])
  expect(models().builtIn?.name).toBe('pocket')
})

it('finds the model in chosen files, with or without their folder', async () => {
  const hash = async () => 'a'.repeat(64)
  const names = ['pack.json', 'encoder.onnx', 'motion.onnx', 'condition.onnx', 'unet.onnx', 'decoder.onnx']
  const graphs = Object.values(JSON.parse(description).graphs) as Record<
    'files' | 'half',
    { path: string }[] | undefined
  >[]
  const paths = graphs.flatMap(({ files = [], half = [] }) => [...files, ...half].map(({ path }) => path))
  const all = [...new Set([...names, ...paths])]
  const given = all.map((name) => ({ path: name, file: new Blob([name === 'pack.json' ? description : name]) }))
  const inFolder = given.map(({ path, file }) => ({ path: `holiday/pocket/${path}`, file }))
  for (const files of [given, inFolder]) {
    const found = await modelIn(files, hash)
    expect(found.model.name).toBe('pocket')
    expect(await found.files.find(({ path }) => path === 'unet.onnx')?.file.text()).toBe('unet.onnx')
  }
  await expect(modelIn(given.slice(0, 3), hash)).rejects.toMatchObject({ code: 'pack-missing' })
  await expect(modelIn([{ path: 'a.png', file: new Blob(['x']) }], hash)).rejects.toMatchObject({
    code: 'model-unknown',
  })
})

it('compares needs with the machine; what is not said speaks against nothing', () => {
  const needs = { webgpu: true, f16: true, memory: 3e9 }
  expect(compare({ needs }, machine)).toEqual({ webgpu: true, f16: true, memory: true })
  expect(meets({ needs }, { ...machine, f16: false })).toBe(false)
  expect(meets({ needs: { ...needs, memory: 6e9 } }, { ...machine, memory: 4 * 2 ** 30 })).toBe(false)
  expect(compare({ needs: { ...needs, memory: 2e10 } }, machine).memory).toBe(null)
  expect(meets({ needs }, { ...machine, memory: null })).toBe(true)
  expect(meets({ needs }, null)).toBe(true)
})
