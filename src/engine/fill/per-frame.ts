import { gatherRows, type Row } from '../runtime/gather'
import type { Runtime } from '../runtime/runtime'
import { Held, type HostTensor } from '../runtime/tensor'

/** What the UNet is told of some frames; whoever asked for it gives it up. */
export interface Told<Name extends string> {
  feeds: Record<Name, HostTensor | Held>
  dispose(): void
}

/** Of a clip of at most so many groups, conditions outlive the render, where they take no more bytes than that. */
const keptGroups = 2
const keptBytes = 64 * 2 ** 20

/**
 * What networks are told of each frame. It depends on that frame alone and on no step, so it is computed once, for
 * a window's worth of frames at a time, stays where it was computed (on the device, if there is one), and
 * is dropped with the last of its frames. Those of a short clip stay for the next render, which may ask for
 * nothing but another seed or number of steps.
 */
export class PerFrame<Name extends string> {
  private readonly groups = new Map<number, { held: Record<Name, Held>; left: Set<number> }>()
  private readonly released = new Set<number>()
  /** Where conditions in ordinary memory are gathered for a window, the same place for every one. */
  private readonly gathered = new Map<Name, Map<string, HostTensor>>()

  /**
   * @param count frames of the clip
   * @param size frames of a group; groups are the same however often a render is gone on with
   * @param find what is told of some frames, rows in their order
   */
  constructor(
    private readonly runtime: Runtime,
    private readonly names: readonly Name[],
    private readonly count: number,
    private readonly size: number,
    private readonly find: (frames: readonly number[]) => Promise<Record<Name, Held>>,
  ) {}

  /** A render begins: what is there serves it, nothing has been released. */
  begin(): void {
    this.released.clear()
    for (const [key, group] of this.groups) group.left = new Set(this.framesOf(key))
  }

  /** Groups that have to be computed before these frames can be told of. */
  missing(frames: readonly number[]): number[] {
    const groups = new Set(frames.map((frame) => Math.floor(frame / this.size)))
    return [...groups].filter((group) => !this.groups.has(group))
  }

  async compute(group: number): Promise<void> {
    const frames = this.framesOf(group)
    const held = await this.find(frames)
    this.groups.set(group, { held, left: new Set(frames.filter((frame) => !this.released.has(frame))) })
  }

  /** For frames in this order, after as many for which nothing is told; their groups must be there. Valid until the next call. */
  async tell(frames: readonly number[], untold = 0): Promise<Told<Name>> {
    const nothing: Row[] = new Array(untold).fill(null)
    const rows = (name: Name): Row[] => [
      ...nothing,
      ...frames.map((frame) => {
        const group = this.groups.get(Math.floor(frame / this.size))
        if (!group) throw new RangeError(`nothing is known of frame ${frame}`)
        return { tensor: group.held[name], row: frame % this.size }
      }),
    ]
    const group = this.groups.get(Math.floor((frames[0] as number) / this.size))
    if (group && untold === 0 && this.isGroup(frames)) return { feeds: group.held, dispose() {} }
    const feeds = {} as Record<Name, HostTensor | Held>
    for (const name of this.names) {
      const places = this.gathered.get(name) ?? new Map<string, HostTensor>()
      this.gathered.set(name, places)
      feeds[name] = await gatherRows(this.runtime, rows(name), places)
    }
    return {
      feeds,
      dispose: () => {
        for (const feed of Object.values<HostTensor | Held>(feeds)) if (feed instanceof Held) feed.dispose()
      },
    }
  }

  /** Frames that no window asks for any more. */
  release(frames: readonly number[]): void {
    for (const frame of frames) {
      this.released.add(frame)
      const key = Math.floor(frame / this.size)
      const group = this.groups.get(key)
      group?.left.delete(frame)
      if (group?.left.size === 0 && !this.keeps) this.drop(key)
    }
  }

  /** Gives everything up. */
  close(): void {
    for (const key of [...this.groups.keys()]) this.drop(key)
    this.gathered.clear()
  }

  private get keeps(): boolean {
    const held = [...this.groups.values()].flatMap(({ held }) => Object.values<Held>(held))
    return this.count <= keptGroups * this.size && held.reduce((sum, { bytes }) => sum + bytes, 0) <= keptBytes
  }

  private drop(key: number): void {
    for (const held of Object.values<Held>(this.groups.get(key)?.held ?? {})) held.dispose()
    this.groups.delete(key)
  }

  private isGroup(frames: readonly number[]): boolean {
    const group = this.framesOf(Math.floor((frames[0] as number) / this.size))
    return group.length === frames.length && frames.every((frame, i) => frame === group[i])
  }

  private framesOf(group: number): number[] {
    const first = group * this.size
    return Array.from({ length: Math.min(this.size, this.count - first) }, (_, i) => first + i)
  }
}
