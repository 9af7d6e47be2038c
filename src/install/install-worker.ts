import type { ModelsApi } from '../bridge/models'
import { serve } from '../bridge/serve'
import { KinoraError } from '../core/errors'
import { borrowModel, modelFolder, readText, recordName } from '../media/storage/models/folders'
import { bring } from './bring'
import { isForwarded, type Surroundings } from './download'
import { placeIn, writeText } from './place'

const stopping = new AbortController()
/** A description that is longer is none. */
const longestDescription = 2 ** 20

const around: Surroundings = {
  fetch: fetch.bind(self),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  signal: stopping.signal,
}

const api: ModelsApi = {
  async look(url) {
    const { host, pathname } = new URL(url)
    const file = decodeURIComponent(pathname.split('/').at(-1) ?? '')
    const options = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const
    const response = await fetch(url, { ...options, signal: stopping.signal }).catch(async (thrown) => {
      if (await isForwarded(url, around.fetch, stopping.signal)) throw new KinoraError('model-forwarded', { host })
      throw new KinoraError('model-unreachable', { host }, thrown)
    })
    if (!response.ok) throw new KinoraError('model-refused', { host, status: response.status, file })
    return readShort(response, file)
  },
  async bring(record, given, recheck, onComing) {
    const letGo = await borrowModel(record.id, 'exclusive')
    if (!letGo) throw new KinoraError('model-busy')
    try {
      const folder = await modelFolder(record.id, true)
      const text = JSON.stringify(record)
      // A tab that dies while it is written would lose everything: it is written once, before there is anything.
      if ((await readText(folder, recordName)) !== text) await writeText(folder, recordName, text)
      await bring(record, given, recheck, placeIn(folder), around, atIntervals(onComing))
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError')
        throw new KinoraError('model-no-room', { needed: 1, free: 0 }, thrown)
      throw thrown
    } finally {
      letGo()
    }
  },
  async stop() {
    stopping.abort(new KinoraError('cancelled'))
  },
}

async function readShort(response: Response, file: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const piece = await reader?.read()
    if (!piece || piece.done) return text
    text += piece.value
    if (text.length > longestDescription) {
      void reader?.cancel()
      throw new KinoraError('pack-unreadable', { file })
    }
  }
}

/** Passes a few of many calls on, the last one always. */
function atIntervals<T>(call: (value: T) => void, milliseconds = 200): (value: T) => void {
  let last: T
  let waiting = false
  return (value) => {
    last = value
    if (waiting) return
    waiting = true
    call(value)
    setTimeout(() => {
      waiting = false
      if (last !== value) call(last)
    }, milliseconds)
  }
}

serve(api)
