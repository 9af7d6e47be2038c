/**
 * One value that is kept until what it was made from changes. Two who ask at once share the making; a
 * failure is forgotten, so that the next call tries again.
 */
export class Kept<T> {
  private key: string | null = null
  private value: Promise<T> | null = null

  get(key: string, make: () => T | Promise<T>): Promise<T> {
    if (this.value && this.key === key) return this.value
    const value = Promise.resolve().then(make)
    this.key = key
    this.value = value
    value.catch(() => {
      if (this.value === value) this.drop()
    })
    return value
  }

  drop(): void {
    this.key = null
    this.value = null
  }
}

/** A short key for many numbers (FNV-1a over their bytes, twice, 64 bits together). */
export function digest(...arrays: ArrayBufferView[]): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (const array of arrays) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let i = 0; i < bytes.length; i++) {
      a = Math.imul(a ^ (bytes[i] as number), 0x01000193)
      b = Math.imul(b ^ (bytes[i] as number), 0x85ebca6b) + i
    }
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`
}
