import { KinoraError } from '../../core/errors'

/** A file in the making. The browser keeps it in blobs (`Spool`), Node on the disk. */
export interface FileInTheMaking {
  readonly size: number
  /** Writes at a position, which may lie at the end or inside what stands already. The data is kept, not copied. */
  write(data: Uint8Array<ArrayBuffer>, position?: number): void
  /** A piece of what has been written so far, without corrections. */
  slice(start: number, end: number): Blob | Promise<Blob>
  /** @throws `disk-full` when the bytes could not be kept. */
  finish(type: string): Promise<Blob>
  discard(): void
}

/**
 * A file in the making, outside the worker's own memory: what is written is handed to the browser in
 * pieces (it keeps blobs on the disk when they grow), and later corrections are cut in at the end.
 */
export class Spool implements FileInTheMaking {
  #pieces: Blob[] = []
  #held: Uint8Array<ArrayBuffer>[] = []
  #heldBytes = 0
  #end = 0
  #corrections: { position: number; data: Uint8Array<ArrayBuffer> }[] = []
  readonly #pieceBytes: number

  constructor(pieceBytes = 1 << 20) {
    this.#pieceBytes = pieceBytes
  }

  get size(): number {
    return this.#end
  }

  write(data: Uint8Array<ArrayBuffer>, position = this.#end): void {
    if (position > this.#end) throw new KinoraError('internal', { message: 'a gap in a file' })
    const inside = Math.min(data.length, this.#end - position)
    if (inside > 0) this.#corrections.push({ position, data: data.subarray(0, inside) })
    if (inside < data.length) this.#append(data.subarray(inside))
  }

  #append(data: Uint8Array<ArrayBuffer>): void {
    this.#held.push(data)
    this.#heldBytes += data.length
    this.#end += data.length
    if (this.#heldBytes >= this.#pieceBytes) this.#flush()
  }

  #flush(): void {
    if (this.#held.length === 0) return
    this.#pieces.push(new Blob(this.#held))
    this.#held = []
    this.#heldBytes = 0
  }

  slice(start: number, end: number): Blob {
    this.#flush()
    return new Blob(this.#pieces).slice(start, end)
  }

  async finish(type: string): Promise<Blob> {
    this.#flush()
    let file = new Blob(this.#pieces, { type })
    for (const { position, data } of this.#corrections)
      file = new Blob([file.slice(0, position), data, file.slice(position + data.length)], { type })
    this.discard()
    // A blob that found no room is not refused when it is made but cannot be read.
    try {
      await file.slice(Math.max(0, file.size - 1)).arrayBuffer()
    } catch (cause) {
      throw new KinoraError('disk-full', { bytes: file.size }, cause)
    }
    return file
  }

  discard(): void {
    this.#pieces = []
    this.#held = []
    this.#heldBytes = 0
    this.#corrections = []
  }
}
