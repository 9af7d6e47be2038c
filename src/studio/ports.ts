import type { Client } from '../bridge/client'
import type { EngineApi } from '../bridge/engine'
import type { FoundBody, FoundFace } from '../bridge/face'
import type { PreviewApi } from '../bridge/preview'
import type { SegmentApi } from '../bridge/vision'
import type { KinoraError } from '../core/errors'
import type { Size } from '../core/geometry'
import type { Mask } from '../core/image'
import type { Project } from '../project/project'
import type { GenerationSettings } from '../project/settings'
import type { ModelPorts } from './models/ports'
import type { Sample, Suggestion } from './state'

/** A project, the bytes of its picture, and its sounds by the hash of their content. */
export interface Snapshot {
  project: Project
  picture: Blob
  sounds: ReadonlyMap<string, Blob>
}

export interface OpenedPicture extends Size {
  bitmap: ImageBitmap
  type: string
  sha256: string
}

/** What the studio needs of the world around it; the browser's is in browser.ts, tests give others. */
export interface Ports {
  engine(): Client<EngineApi>
  preview(): Client<PreviewApi>
  segment(): Client<SegmentApi>
  /** What finds things has been loaded: its big files are kept for a start without a network. */
  keepSegmenting(): void
  readPicture(file: Blob): Promise<OpenedPicture>
  /** The faces of a picture, the largest first; `at` (0..1) is where one is expected. */
  findFaces(still: ImageBitmap, at: { x: number; y: number } | null): Promise<FoundFace[]>
  /** A body of a picture; null: none was found. */
  findBody(still: ImageBitmap, at: { x: number; y: number } | null): Promise<FoundBody | null>
  /** The project file. */
  pack(snapshot: Snapshot): Promise<Blob>
  unpack(file: Blob): Promise<Snapshot>
  models: ModelPorts
  /** What the next start finds; see media/storage. */
  keep(snapshot: Snapshot): Promise<void>
  /** With something to say where the snapshot is a copy of what another tab works on. */
  kept(): Promise<(Snapshot & { notice?: KinoraError }) | null>
  samples(): Promise<SampleProject[]>
  fetchPicture(sample: Sample): Promise<Blob>
  fetchArea(address: string): Promise<Mask>
  /**
   * Motions that fit a picture, the best first; `picture` is the size whose pixels controls are given in. What takes
   * longer to find comes with a second offer, of all that is known then.
   */
  suggest(still: ImageBitmap, picture: Size, offer: (found: Suggestion[]) => void): Promise<void>
  /** Calls once when the page has nothing better to do. */
  whenIdle(callback: () => void): void
  requestFrame(callback: (milliseconds: number) => void): void
  /** The page's loudspeaker; null where there is none. */
  speaker(): AudioContext | null
  /** Device pixels a CSS pixel. */
  pixelRatio(): number
  /** Whether the person has asked for less motion. */
  calm(): boolean
}

/** A control of a sample, not yet validated: what it is called and what it is told to do, in both languages. */
export interface NamedControl {
  name?: Sample['name']
  prompt?: Sample['name']
  kind?: string
}

/** What comes with a sample, not yet validated. */
export interface SampleProject extends Sample {
  controls: NamedControl[]
  /** Controls with an area (of a face: its figure), which lie behind the others: addresses of grey pictures, white inside. */
  areas?: { area: string; control: NamedControl }[]
  settings?: Partial<GenerationSettings>
}
