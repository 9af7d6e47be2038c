import { createSHA256, type IHasher } from 'hash-wasm'
import type { ModelFile } from '../media/storage/models/record'

/** A file that is read and written in place: what a worker has of the browser's own (`createSyncAccessHandle`). */
export interface Handle {
  getSize(): number
  /** Both say how many bytes it was. */
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  truncate(size: number): void
  flush(): void
  close(): void
}

const megabyte = 2 ** 20
/** Bytes after which what was written is made safe against a crash. */
const flushEvery = 16 * megabyte
const readAtOnce = 4 * megabyte

/** A file that grows from its beginning, and its hash with it. */
export class GrowingFile {
  private at = 0
  private unsafe = 0
  private digested: string | null = null

  private constructor(
    readonly wanted: ModelFile,
    private readonly handle: Handle,
    private readonly hash: IHasher,
  ) {}

  /** Takes up what is there already: it is read and hashed, so that what follows may be added. */
  static async takeUp(wanted: ModelFile, handle: Handle, onBytes: (bytes: number) => void): Promise<GrowingFile> {
    const file = new GrowingFile(wanted, handle, await createSHA256())
    file.hash.init()
    if (handle.getSize() > wanted.bytes) handle.truncate(0)
    const buffer = new Uint8Array(readAtOnce)
    for (let size = handle.getSize(); file.at < size; ) {
      const read = handle.read(buffer, { at: file.at })
      if (read === 0) break
      file.hash.update(buffer.subarray(0, read))
      file.at += read
      onBytes(read)
      // Others of this thread get their turn: a call to stop, above all.
      await Promise.resolve()
    }
    return file
  }

  get size(): number {
    return this.at
  }

  get full(): boolean {
    return this.at === this.wanted.bytes
  }

  /** Adds bytes at the end. @returns false where there are more than the file may have; then none is added */
  append(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.at + bytes.length > this.wanted.bytes) return false
    for (let done = 0; done < bytes.length; ) {
      const part = done === 0 ? bytes : bytes.subarray(done)
      const written = this.handle.write(part, { at: this.at + done })
      // A browser that has no room may write less instead of throwing, or answer with an error's number (Chromium).
      if (!(written > 0 && written <= part.length)) throw new DOMException('nothing was written', 'QuotaExceededError')
      done += written
    }
    this.hash.update(bytes)
    this.at += bytes.length
    this.unsafe += bytes.length
    if (this.unsafe >= flushEvery) this.flush()
    return true
  }

  startOver(): void {
    this.digested = null
    this.handle.truncate(0)
    this.hash.init()
    this.at = 0
  }

  /** SHA-256 of all that is there. After it, nothing can be added but from the beginning. */
  digest(): string {
    this.flush()
    this.digested ??= this.hash.digest()
    return this.digested
  }

  close(): void {
    this.handle.close()
  }

  private flush(): void {
    this.handle.flush()
    this.unsafe = 0
  }
}
