import type { Picture, Plane } from '../core/image'
import type { HintPlace } from '../core/influence'
import type { ThingManifest } from '../media/pack/converted'
import { resizePicture } from '../motion/filters/resample'
import { pictureTensor } from './pixels'
import type { Held } from './runtime/tensor'
import { placesTensor } from './seen'
import type { Parts } from './video/parts'

/** What the pack saw in a picture: it answers any clicks on it. */
interface Look {
  still: Picture
  seen: Promise<Record<'seen' | 'frame', Held>>
}

/** What lies under clicks, by a pack of published weights that was chosen for them. */
export class Things {
  private look: Look | null = null

  constructor(private readonly parts: Parts<ThingManifest>) {}

  /** The thing that all clicks together mean, 0..1; null for more clicks than the pack takes. The picture is looked at once. */
  async under(still: Picture, places: readonly HintPlace[]): Promise<Plane | null> {
    if (places.length === 0 || places.length > this.parts.manifest.segment.maxClicks) return null
    const seen = await this.lookAt(still)
    const { mask } = await this.parts.run('segment', { ...seen, clicks: placesTensor(places) }, ['mask'])
    const { shape, data } = await mask.take()
    return { width: shape[3] as number, height: shape[2] as number, data }
  }

  async close(): Promise<void> {
    await this.forget()
    await this.parts.close()
  }

  private async lookAt(still: Picture): Promise<Record<'seen' | 'frame', Held>> {
    if (this.look?.still !== still) {
      await this.forget()
      const { longSide, multiple } = this.parts.manifest.segment
      // Small pictures are made larger: the network knows things at this size.
      const scale = longSide / Math.max(still.width, still.height)
      const sideOf = (side: number) => Math.max(1, Math.round((side * scale) / multiple)) * multiple
      const picture = pictureTensor(resizePicture(still, sideOf(still.width), sideOf(still.height)))
      const look: Look = { still, seen: this.parts.run('segment-encoder', { picture }, ['seen', 'frame'], true) }
      this.look = look
      // A look that failed is forgotten, so that the next click tries again.
      look.seen.catch(() => {
        if (this.look === look) this.look = null
      })
    }
    return (this.look as Look).seen
  }

  private async forget(): Promise<void> {
    const { look } = this
    this.look = null
    const seen = await look?.seen.catch(() => null)
    for (const held of Object.values(seen ?? {})) held.dispose()
  }
}
