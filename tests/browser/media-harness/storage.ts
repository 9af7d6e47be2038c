import { asKinoraError } from '../../../src/core/errors'
import { sha256 } from '../../../src/media/hash'
import { openSnapshots, type Snapshots } from '../../../src/media/storage/snapshots'

interface Value {
  text: string
  mask: Uint8Array<ArrayBuffer>
}

let opened: Snapshots<Value> | null = null

/** What the tests ask of the page: `open`, `save` and `load` snapshots, and a look at what lies in the storage. */
export async function storage(name: string, ...args: string[]): Promise<unknown> {
  try {
    return await answer(name, args)
  } catch (thrown) {
    return asKinoraError(thrown).code
  }
}

async function answer(name: string, [text = '', content = '', how = '']: string[]): Promise<unknown> {
  switch (name) {
    case 'open':
      if (text === 'without-files') Object.assign(navigator.storage, { getDirectory: undefined })
      opened = await openSnapshots<Value>()
      return opened.elsewhere
    case 'save': {
      if (how === 'full') refuseWriting()
      const bytes = new TextEncoder().encode(content)
      const picture = new Blob([bytes], { type: 'image/png' })
      await opened?.save({ value: { text, mask: bytes }, picture, hash: await sha256(bytes), sounds: new Map() })
      return 'saved'
    }
    case 'load': {
      const found = await opened?.load()
      if (!found) return null
      const { value, picture } = found
      return [value.text, new TextDecoder().decode(value.mask), await picture.text(), picture.type]
    }
    case 'pictures': {
      const root = await navigator.storage.getDirectory()
      const folder = await root.getDirectoryHandle('pictures')
      const contents: string[] = []
      for await (const handle of folder.values())
        if (handle.kind === 'file') contents.push(await (await (handle as FileSystemFileHandle).getFile()).text())
      return contents.sort()
    }
    default:
      throw new Error(name)
  }
}

/** As a disk without room answers. */
function refuseWriting(): void {
  FileSystemFileHandle.prototype.createWritable = () =>
    Promise.reject(new DOMException('no room', 'QuotaExceededError'))
}
