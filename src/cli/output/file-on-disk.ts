import { closeSync, openAsBlob, openSync, rmSync, writeSync } from 'node:fs'
import type { FileInTheMaking } from '../../media/encode/spool'

/** A file in the making that lies on the disk from the start, so that memory does not grow with it. */
export class FileOnDisk implements FileInTheMaking {
  readonly path: string
  #file: number | null
  #end = 0
  /** Nothing half made is left behind, however the process ends. */
  readonly #atExit = () => this.discard()

  /** Creates the file, or empties it. */
  constructor(path: string) {
    this.path = path
    this.#file = openSync(path, 'w+')
    process.once('exit', this.#atExit)
  }

  get size(): number {
    return this.#end
  }

  write(data: Uint8Array<ArrayBuffer>, position = this.#end): void {
    if (this.#file === null) return
    for (let done = 0; done < data.length; )
      done += writeSync(this.#file, data, done, data.length - done, position + done)
    this.#end = Math.max(this.#end, position + data.length)
  }

  async slice(start: number, end: number): Promise<Blob> {
    return (await openAsBlob(this.path)).slice(start, end)
  }

  async finish(type: string): Promise<Blob> {
    this.#close()
    return openAsBlob(this.path, { type })
  }

  discard(): void {
    this.#close()
    rmSync(this.path, { force: true })
  }

  #close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
    process.off('exit', this.#atExit)
  }
}
