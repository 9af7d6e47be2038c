import { KinoraError } from '../../core/errors'

/** Reads a file's bytes and says `picture-unreadable` where they end too soon. */
export class Reader {
  readonly bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  u8(at: number): number {
    return this.#view.getUint8(this.#have(at, 1))
  }

  u16(at: number, little = false): number {
    return this.#view.getUint16(this.#have(at, 2), little)
  }

  u24(at: number): number {
    return this.u16(at, true) | (this.u8(at + 2) << 16)
  }

  u32(at: number, little = false): number {
    return this.#view.getUint32(this.#have(at, 4), little)
  }

  /** Big-endian; a size of 64 bits that no file can have reads as a very big number. */
  u64(at: number): number {
    return this.u32(at) * 2 ** 32 + this.u32(at + 4)
  }

  text(at: number, length: number): string {
    this.#have(at, length)
    let result = ''
    for (let i = at; i < at + length; i++) result += String.fromCharCode(this.bytes[i] as number)
    return result
  }

  #have(at: number, count: number): number {
    if (!(at >= 0 && at + count <= this.length)) throw unreadable('truncated')
    return at
  }
}

export type Trouble = 'unknown' | 'truncated' | 'broken'

export function unreadable(problem: Trouble, cause?: unknown): KinoraError {
  return new KinoraError('picture-unreadable', { problem }, cause)
}
