import type { EngineInfo, ExportFormat, MemoryPlan, Progress, RenderStats } from '../bridge/engine'
import { initialOptions, type LiveOptions, type LiveState, type PopOutState } from '../controls/face/live'
import type { RegionAim, RegionWay } from '../controls/region/tool'
import type { ControlInput } from '../controls/registry'
import type { KinoraError } from '../core/errors'
import type { Point } from '../core/geometry'
import type { Mask } from '../core/image'
import type { SelectionClick, Sketch } from '../core/selection'
import type { Control, Project } from '../project/project'
import { type ModelsState, noModels } from './models/state'

export const toolNames = [
  'select',
  'trajectory',
  'pin',
  'freeze',
  'region',
  'brush',
  'fluid',
  'camera',
  'face',
  'body',
  'clone',
] as const
export type ToolName = (typeof toolNames)[number]

/** How the picture lies on the stage: `zoom` is CSS pixels a picture pixel, `x`, `y` where its corner is (CSS pixels). */
export interface View {
  zoom: number
  x: number
  y: number
  /** Follows the stage's size until the person zooms or pans. */
  fit: boolean
}

export interface Work {
  id: string
  kind: 'render' | 'export'
  format?: ExportFormat
  progress: Progress | null
}

/** What was said of a thing that is to be found: one click or sketch more, of a region or (null) of a new one. */
export interface RegionAsk {
  id: string | null
  click?: SelectionClick
  sketch?: Sketch
}

/** A rough line or area while it is drawn. */
export interface ShownSketch {
  /** It takes away. */
  off: boolean
  trail?: Point[]
  mask?: Mask
}

/** Something to say: a status goes by itself, an error stays until it is answered. */
export interface Notice {
  kind: 'status' | 'error'
  /** i18n key, and what it needs. */
  key: string
  data?: Record<string, string | number>
  /** i18n key of the one action and what it does. */
  action?: { key: string; run(): void }
}

/** A picture that comes with the studio, ready to be opened; see public/samples/samples.json. */
export interface Sample {
  id: string
  name: { en: string; zh: string }
  /** Address of the picture. */
  picture: string
}

/** A motion that fits the picture: what could move, and the controls that make it move. */
export interface Suggestion {
  id: string
  /** What it is about: the words it is offered with. */
  subject: SuggestionSubject
  controls: ControlInput[]
}

export type SuggestionSubject =
  | 'sky'
  | 'water'
  | 'foliage'
  | 'thing'
  | 'face'
  | 'hair'
  | 'pushIn'
  | 'orbit'
  | 'handheld'

/**
 * Everything the page shows. Only `project` is saved and undone; the rest is of the moment.
 */
export interface StudioState {
  /** What is saved; null: nothing is open. Replaced as a whole by every committed change. */
  project: Project | null
  /** Controls as they stand in the middle of a gesture; what the preview shows. null: as in the project. */
  gesture: Control[] | null
  /** The still at a bounded size for the stage's background and the compare slider. */
  still: ImageBitmap | null
  selection: string | null
  tool: ToolName
  brush: { size: number; feather: number; erase: boolean }
  /** How the region tool selects, and what it adds to. */
  region: { way: RegionWay; aim: RegionAim }
  /** What the region tool is drawing. */
  sketch: ShownSketch | null
  /** Where things are being found now, picture pixels. */
  finding: Point[]
  view: View
  /** The frame shown, 0..frameCount-1, and whether it plays. */
  frame: number
  playing: boolean
  /** How fast it plays: 1 as it is, less while a motion is recorded slowly. */
  pace: number
  /** What drives faces is not heard while the clip plays. */
  muted: boolean
  /** Who drives a face now; null: nobody, and every device is off. */
  live: LiveState | null
  liveOptions: LiveOptions
  /** The clean window of the portrait; null: it is not open. */
  popOut: PopOutState | null
  /** While a key is held the stage shows the still. */
  showStill: boolean
  /** The pointer is on the picture to pick a thing of it: the still is shown, and the clip waits. */
  picking: boolean
  /** Share of the stage, from the left, that shows the still beside the preview or the last render; null: no slider. */
  compare: { at: number; with: 'preview' | 'render' } | null
  /** Motions on offer for a picture that was just opened; of them those play that are listed, or the one pointed at. */
  suggestions: { list: Suggestion[]; playing: string[]; shown: string | null } | null
  /** What a new path would move at the pointer. */
  reach: { at: Point; mask: Mask } | null
  engine: { status: 'loading' | 'ready' | 'failed'; info: EngineInfo | null; error: KinoraError | null }
  models: ModelsState
  /** What a full render with the chosen model would take; null where what comes with the studio draws, or nobody knows. */
  plan: MemoryPlan | null
  work: Work | null
  /** Of the last render, by frame; empty when the project has changed since. */
  thumbnails: (ImageBitmap | undefined)[]
  lastRender: { stats: RenderStats; project: Project } | null
  notices: Notice[]
  theme: 'light' | 'dark' | 'system'
  language: 'en' | 'zh'
  saved: 'saved' | 'saving' | 'failed'
  canUndo: boolean
  canRedo: boolean
  samples: Sample[]
  /** Changes when the stage needs a new canvas element (its old one went down with its worker): a React key. */
  stageKey: number
}

export const initialState: StudioState = {
  project: null,
  gesture: null,
  still: null,
  selection: null,
  tool: 'trajectory',
  brush: { size: 48, feather: 0.3, erase: false },
  region: { way: 'click', aim: 'new' },
  sketch: null,
  finding: [],
  view: { zoom: 1, x: 0, y: 0, fit: true },
  frame: 0,
  playing: false,
  pace: 1,
  muted: false,
  live: null,
  liveOptions: initialOptions,
  popOut: null,
  showStill: false,
  picking: false,
  compare: null,
  suggestions: null,
  reach: null,
  engine: { status: 'loading', info: null, error: null },
  models: noModels,
  plan: null,
  work: null,
  thumbnails: [],
  lastRender: null,
  notices: [],
  theme: 'system',
  language: 'en',
  saved: 'saved',
  canUndo: false,
  canRedo: false,
  samples: [],
  stageKey: 0,
}
