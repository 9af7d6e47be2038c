import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { Folders } from './folder'
import type { Limits } from './limits'
import type { Runtime } from './runtime/runtime'
import type { Scene } from './scene'
import type { Parts } from './video/parts'
import type { Watch } from './watch'

/** A clip whose frames can be drawn as they get ready; when `generate` is over, all are. */
export interface Clip {
  size: Size
  frameCount: number
  /** Whether the networks drew what was uncovered; otherwise the plate shows there. */
  learned: boolean
  /** Whether all that takes long has been done for a frame. */
  ready(index: number): boolean
  /** A frame at the clip's size, or at another. Drawn anew each time: frames are not kept. */
  frame(index: number, size?: Size, out?: Picture): Promise<Picture>
}

/** What a clip is made of and with. */
export interface Making {
  scene: Scene
  runtime: Runtime
  /** The chosen model that draws whole frames, where there is one. */
  video?: Parts | null
  watch: Watch
  /** Where a render keeps what it has done; without, in memory. */
  folders?: Folders | null
  /** What the device has; without, nothing is refused. */
  limits?: Limits | undefined
  /** Told whenever more frames of the clip are ready. */
  onReady?(clip: Clip): Promise<void>
}
