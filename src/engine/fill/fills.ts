import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import type { Keeper } from '../keeper'
import type { Ledger } from '../runtime/ledger'
import type { Box } from './region'

/** Pictures that are kept in memory beside those that are being written. */
const keptPictures = 2
/** Pictures that may wait for the disk before the work waits for it, too. */
const mostWaiting = 8

/** What the networks drew for some moments: the same part of each, at the working size. On disk, where there is one. */
export class Fills {
  private readonly wanted: Set<number>
  private readonly inMemory = new Map<number, Picture>()
  private readonly written = new Set<number>()
  private readonly writing = new Map<number, Promise<unknown>>()

  /**
   * @param size pixels of the whole picture at which the networks worked
   * @param box the part of it that was decoded: all holes lie inside
   * @param moments which of the clip's moments have holes
   * @param names of what each of them looks like; see `frameNames`
   */
  constructor(
    readonly size: Size,
    readonly box: Box,
    readonly moments: readonly number[],
    private readonly keeper: Keeper,
    private readonly ledger: Ledger,
    readonly names: readonly string[] = [],
  ) {
    this.wanted = new Set(moments)
  }

  /** Whether a moment can be shown: its fill is there, or nothing was uncovered in it. */
  ready(moment: number): boolean {
    return !this.wanted.has(moment) || this.has(moment)
  }

  has(moment: number): boolean {
    return this.written.has(moment) || this.inMemory.has(moment)
  }

  /** Moments whose pictures an earlier render of the same key has left. */
  async onDisk(): Promise<number[]> {
    if (!this.keeper.known) return []
    const moments = new Map(this.moments.map((moment) => [nameOf(moment), moment]))
    return (await this.keeper.list()).flatMap((name) => moments.get(name) ?? [])
  }

  adopt(moments: readonly number[]): void {
    for (const moment of moments) this.written.add(moment)
  }

  /** Pictures of some looks, by their names, as far as they are here and take no more than so many bytes. */
  async looking(names: readonly string[], most: number): Promise<Map<string, Picture>> {
    const wanted = new Set(names)
    const found = new Map<string, Picture>()
    let bytes = 0
    for (const [i, name] of this.names.entries()) {
      if (!wanted.has(name) || found.has(name)) continue
      const picture = await this.picture(this.moments[i] as number)
      bytes += picture?.data.byteLength ?? 0
      if (bytes > most) break
      if (picture) found.set(name, picture)
    }
    return found
  }

  async put(moment: number, picture: Picture): Promise<void> {
    this.keep(moment, picture)
    const writing = this.keeper.write(nameOf(moment), [picture.data]).then((written) => {
      this.writing.delete(moment)
      if (!written) return
      this.written.add(moment)
      this.shrink()
    })
    this.writing.set(moment, writing)
    if (this.writing.size > mostWaiting) await Promise.race(this.writing.values())
  }

  /** The fill of a moment; null where nothing was uncovered. */
  async picture(moment: number): Promise<Picture | null> {
    const known = this.inMemory.get(moment)
    if (known || !this.written.has(moment)) return known ?? null
    const bytes = await this.keeper.read(nameOf(moment))
    const { width, height } = this.box
    if (bytes?.length !== 4 * width * height) return null
    const picture = { width, height, data: new Uint8ClampedArray(bytes.buffer) }
    this.keep(moment, picture)
    this.shrink()
    return picture
  }

  /** Gives the memory up; what is on disk stays there. */
  release(): void {
    for (const moment of [...this.inMemory.keys()]) this.drop(moment)
  }

  /** Gives everything up, files too. */
  async forget(): Promise<void> {
    this.release()
    await this.keeper.clear()
  }

  private keep(moment: number, picture: Picture): void {
    if (!this.inMemory.has(moment)) this.ledger.take(picture.data.byteLength)
    this.inMemory.set(moment, picture)
  }

  private drop(moment: number): void {
    const picture = this.inMemory.get(moment)
    if (picture) this.ledger.release(picture.data.byteLength)
    this.inMemory.delete(moment)
  }

  private shrink(): void {
    for (const moment of [...this.inMemory.keys()]) {
      if (this.inMemory.size <= keptPictures) return
      if (this.written.has(moment)) this.drop(moment)
    }
  }
}

function nameOf(moment: number): string {
  return `fill-${moment}`
}
