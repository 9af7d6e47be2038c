import { expose } from 'comlink'
import { afterEach, describe, expect, it } from 'vitest'
import { KinoraError } from '../core/errors'
import { type Client, connect } from './client'

interface Api {
  add(a: number, b: number): Promise<number>
  count(to: number, onCount: (value: number) => void): Promise<string>
  fail(how: string): Promise<void>
  never(): Promise<void>
}

const api: Api = {
  add: async (a, b) => a + b,
  async count(to, onCount) {
    for (let value = 1; value <= to; value++) await onCount(value)
    return 'counted'
  },
  async fail(how) {
    if (how === 'kinora') throw new KinoraError('pack-field', { field: 'graphs.unet', line: 3 })
    if (how === 'abort') throw new DOMException('stop', 'AbortError')
    if (how === 'string') throw 'a string'
    throw new TypeError('of its own')
  },
  never: () => new Promise(() => {}),
}

const open: Client<Api>[] = []

/** A worker made of a message channel: real messages and real clones, and its end in our hands. */
function worker() {
  const { port1, port2 } = new MessageChannel()
  expose(api, port2)
  const events = new EventTarget()
  let terminated = false
  const page = {
    addEventListener: (type: string, listener: EventListener) =>
      (type === 'message' ? port1 : events).addEventListener(type, listener),
    removeEventListener: (type: string, listener: EventListener) => port1.removeEventListener(type, listener),
    postMessage: (message: unknown, transfer: Transferable[] = []) => port1.postMessage(message, transfer),
    start: () => port1.start(),
    terminate: () => {
      terminated = true
      port1.close()
    },
  }
  port1.start()
  const client = connect<Api>(page as unknown as Worker, 'test')
  open.push(client)
  const stumble = (message: string) => events.dispatchEvent(Object.assign(new Event('error'), { message }))
  return { client, stumble, terminated: () => terminated }
}

afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

describe('a worker over the bridge', () => {
  it('answers', async () => {
    expect(await worker().client.api.add(2, 3)).toBe(5)
  })

  it('calls back while it works', async () => {
    const seen: number[] = []
    const said = await worker().client.api.count(3, (value) => void seen.push(value))
    expect(said).toBe('counted')
    expect(seen).toEqual([1, 2, 3])
  })

  it('throws errors of their kind', async () => {
    const { api } = worker().client
    const thrown = await api.fail('kinora').catch((error) => error)
    expect(thrown).toBeInstanceOf(KinoraError)
    expect(thrown).toMatchObject({ code: 'pack-field', data: { field: 'graphs.unet', line: 3 } })
    expect(await api.fail('abort').catch((error) => error)).toMatchObject({ code: 'cancelled' })
    expect(await api.fail('string').catch((error) => error)).toMatchObject({
      code: 'internal',
      data: { message: 'a string' },
    })
    expect(await api.fail('other').catch((error) => error)).toMatchObject({
      code: 'internal',
      data: { message: 'of its own' },
    })
  })

  it('rejects what waits and what comes later when it is lost, and says so once', async () => {
    const { client, stumble, terminated } = worker()
    const waiting = client.api.never()
    const refused = expect(waiting).rejects.toMatchObject({ code: 'worker-crashed', data: { worker: 'test' } })
    stumble('out of luck')
    await refused
    expect(await client.lost).toMatchObject({ code: 'worker-crashed', data: { reason: 'out of luck' } })
    await expect(client.api.add(1, 1)).rejects.toMatchObject({ code: 'worker-crashed' })
    expect(terminated()).toBe(true)
  })

  it('is not lost when it is closed on purpose', async () => {
    const { client } = worker()
    const refused = expect(client.api.never()).rejects.toMatchObject({ code: 'cancelled' })
    client.close()
    await refused
    const first = await Promise.race([client.lost, new Promise((resolve) => setTimeout(resolve, 20, 'quiet'))])
    expect(first).toBe('quiet')
  })

  it('can be awaited as a whole', async () => {
    const { client } = worker()
    expect(await (await Promise.resolve(client.api)).add(1, 1)).toBe(2)
  })
})
