import type { Folder } from './folder'
import { Queue } from './runtime/queue'

/**
 * Writes to a folder one file after another, beside the work. The first write that fails (a full disk)
 * ends the writing, not the work.
 */
export class Keeper {
  private readonly queue = new Queue()
  private failed = false

  constructor(private readonly folder: Folder | null) {}

  get works(): boolean {
    return this.folder !== null && !this.failed
  }

  /** Whether what is written can be gone on with after the engine has ended. */
  get lasting(): boolean {
    return this.works && this.folder?.lasting === true
  }

  /** Whether an earlier render may have left something. */
  get known(): boolean {
    return this.folder?.known === true
  }

  /** Resolves to whether the file is there. Those given earlier are there earlier. */
  write(name: string, parts: readonly ArrayBufferView<ArrayBuffer>[]): Promise<boolean> {
    return this.enqueue(async (folder) => folder.write(name, parts))
  }

  remove(names: readonly string[]): Promise<boolean> {
    return this.enqueue(async (folder) => {
      for (const name of names) await folder.remove(name)
    })
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.folder?.read(name).catch(() => null)) ?? null
  }

  async list(): Promise<string[]> {
    return (await this.folder?.list().catch(() => [])) ?? []
  }

  /** Removes everything, and lets the folder go. */
  async clear(): Promise<void> {
    const { folder } = this
    if (folder)
      await this.queue.add(async () => {
        for (const name of await folder.list().catch(() => [])) await folder.remove(name).catch(() => undefined)
      })
    await this.close()
  }

  /** Waits for what is being written, and lets the folder go. */
  async close(): Promise<void> {
    await this.enqueue(async () => {})
    this.failed = true
    this.folder?.close()
  }

  private enqueue(work: (folder: Folder) => Promise<void>): Promise<boolean> {
    return this.queue.add(async () => {
      try {
        if (!this.folder || this.failed) return false
        await work(this.folder)
        return true
      } catch {
        this.failed = true
        return false
      }
    })
  }
}
