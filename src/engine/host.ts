import type { EngineApi, EngineInfo, ExportFormat } from '../bridge/engine'
import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { ClipEncoder, ClipOptions } from '../media/types'
import type { Folders } from './folder'
import type { Limits } from './limits'
import type { ThingPack, VideoPack } from './pack/video'
import type { Runtime } from './runtime/runtime'

/** What the engine computes with. */
export interface Opened {
  runtime: Runtime
  info: EngineInfo
  /** A chosen model that draws whole frames. */
  video?: VideoPack | null
  /** A chosen model that knows what lies under clicks. */
  things?: ThingPack | null
}

/** What the engine needs of the place in which it runs: a worker, or Node. */
export interface EngineHost {
  /** Opens a runtime; throws `provider-unavailable` or what is wrong with the pack. */
  open(options: Parameters<EngineApi['start']>[0]): Promise<Opened>
  /** Pixels of a picture file, its long side bounded, and the size of the source. */
  decode(blob: Blob, maxSide: number): Promise<{ picture: Picture; size: Size }>
  encoder(format: ExportFormat, options: ClipOptions): Promise<ClipEncoder>
  bitmap(picture: Picture): Promise<ImageBitmap>
  /** Where renders keep what they have done, so that they can be gone on with; without, in memory only. */
  folders?: Folders | null
  /** What the device has, asked before a render; without, nothing is refused. */
  limits?(runtime: Runtime): Limits
}
