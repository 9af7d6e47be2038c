import type { ErrorCode } from '../core/errors'
import type { Mask, Picture, Plane } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import type { Project } from '../project/project'

/** What computes; `node` is ONNX Runtime's own build for Node, outside of any browser. */
export type Provider = 'webgpu' | 'wasm' | 'node'
export type ExportFormat = 'mp4' | 'webm' | 'gif' | 'png'

/** What a pack is used for: what moves and is drawn, or what lies under a click. */
export type PackUse = 'renders' | 'clicks'

/** Packs from the storage, by the names of their folders; null: the one that comes with the studio. */
export type ChosenPacks = Record<PackUse, string | null>

/** A chosen pack that cannot be used: the one that comes with the studio has taken its place. */
export interface RefusedPack {
  use: PackUse
  id: string
  code: ErrorCode
  data: Record<string, string | number>
}

export interface EngineInfo {
  provider: Provider
  /** True when the only WebGPU adapter was a software one and was passed over. */
  softwareAdapter: boolean
  pack: string
  threads: number
  /** Graphs compute in half precision, where the pack has them so. */
  half?: boolean
  refused?: RefusedPack[]
}

export type Stage = 'motion' | 'plate' | 'encode' | 'condition' | 'step' | 'decode' | 'compose' | 'save'

export interface Progress {
  stage: Stage
  /** Work done, 0..1 of the whole. */
  share: number
  /** Estimate of the seconds that are left, null while unknown. */
  secondsLeft: number | null
  /** A finished frame, as a small bitmap for the timeline. */
  frame?: { index: number; thumbnail: ImageBitmap }
}

export interface RenderStats {
  frames: number
  width: number
  height: number
  provider: Provider
  quality: 'draft' | 'full'
  /** Whether the pack's networks drew what was uncovered; otherwise the plate shows there. */
  learned: boolean
  /** Milliseconds per stage; `step` lists each step of the sampler. */
  milliseconds: Record<Exclude<Stage, 'step'>, number> & { step: number[]; total: number }
  /** Runs of each graph. */
  runs: Record<string, number>
  /** Milliseconds spent inside the runtime's run calls, all graphs together. */
  graphMilliseconds: number
  /** Milliseconds spent opening graphs (reading, checking, building), which a second render does not need. */
  loadMilliseconds?: number
  /** Highest sum of the bytes of all tensors held at one time. */
  peakTensorBytes: number
}

/** Whether a render fits into what the device has, before it is begun; megabytes. */
export interface MemoryPlan {
  /** With all weights at once, with one part of them after another (slower), or not. */
  way: 'together' | 'in-turns' | 'no'
  together: number
  inTurns: number
  available: number
  /** Settings with which it would fit; null where it fits. */
  lower: { workingSide?: number; window?: number; quality?: 'draft' } | null
}

export interface RenderOptions {
  /** Draw what was uncovered with the pack even if its plain method is the default. */
  learned?: boolean
  /** Wanted width and height of the timeline's thumbnails, at most. */
  thumbnail?: number
}

export interface ExportOptions {
  /** Another rate for the same clip, as long as it was; the project's own by default. */
  fps?: number
  /** 0..1, the encoder's own scale. */
  quality?: number
  /** Only these frames of the clip, counted from 0, both included; the whole clip by default. */
  frames?: { first: number; last: number }
  /** Whether the sound of what drives faces goes along, where the format has sound (mp4, webm); it does by default. */
  sound?: boolean
}

/**
 * What the page may ask of the inference worker. Calls are queued; every long one takes an id by
 * which `cancel` ends it within one step, with the error `cancelled`.
 */
export interface EngineApi {
  /** Chooses the provider and opens the pack; again after a lost device. */
  start(options: {
    provider: Provider | 'auto'
    /** Folder of the pack that comes with the studio. */
    packUrl: string
    chosen?: ChosenPacks
    threads?: number
  }): Promise<EngineInfo>
  /** The picture of everything that follows. The blob is decoded here, oriented, in sRGB. */
  setPicture(blob: Blob): Promise<{ width: number; height: number }>
  /**
   * What moves with each hint, by the pack's motion graph (or the plain method where the pack says so).
   *
   * @param clicks the places are clicks on a thing: the graph is asked once, as what weighs its answer there was fitted
   */
  influence(places: HintPlace[], clicks?: boolean): Promise<Influence>
  /**
   * What a thing holds that these places were clicked on (`moving`) or beside (not), 0..1, by the pack's segment
   * graph at its working size; null where the pack has none.
   */
  segment(places: HintPlace[]): Promise<Plane | null>
  /** The still with what the mask covers taken away and filled, at the mask's aspect, bounded size. */
  plate(lifted: Mask): Promise<Picture>
  /** Finds out what moves with a project's controls before it is rendered, while nothing else is asked. */
  prepare(project: Project): Promise<void>
  /** What a render of a project would take with the chosen model; null where what comes with the studio draws. */
  plan(project: Project): Promise<MemoryPlan | null>
  /** Makes every frame ready: all that the network has to say is computed and kept. */
  render(
    id: string,
    project: Project,
    options: RenderOptions,
    onProgress: (progress: Progress) => void,
  ): Promise<RenderStats>
  /**
   * Whether a render of this project was interrupted (a closed tab, a dead worker) and can be gone on with:
   * the share that has been done. `render` and `export` go on with it by themselves.
   */
  unfinished(project: Project): Promise<{ share: number; learned: boolean } | null>
  /** A frame of the last render, at its full size. */
  frame(index: number): Promise<ImageBitmap>
  /** The clip as a file, composed frame by frame into the encoder. Uses the last render when it still fits. */
  export(
    id: string,
    project: Project,
    format: ExportFormat,
    options: ExportOptions & {
      /** Files of the sounds that the project names, by their hash; what is missing is not heard. */
      sounds?: ReadonlyMap<string, Blob>
    },
    onProgress: (progress: Progress) => void,
  ): Promise<Blob>
  cancel(id: string): Promise<void>
}
