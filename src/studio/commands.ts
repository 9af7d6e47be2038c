import type { ExportFormat, ExportOptions, Progress, RenderOptions, RenderStats } from '../bridge/engine'
import type { Take } from '../controls/face/state'
import type { ControlInput } from '../controls/registry'
import type { Control, Project } from '../project/project'
import type { GenerationSettings } from '../project/settings'
import type { Live } from './live/live'
import type { Models } from './models/models'
import type { PopOut } from './pop-out/pop-out'
import type { Notice, RegionAsk, StudioState } from './state'

/**
 * Everything that can be done in the studio. Buttons, gestures, shortcuts and `window.kinora` all
 * come through here. What changes the project is one step of undo a call, except that `update` and
 * `settings` called again for the same fields within one interaction (a slider that is dragged, a
 * field that is typed in) stay one step. Each throws a KinoraError and then changes nothing.
 */
export interface Commands {
  /** A picture file becomes a new project. */
  open(picture: Blob, name?: string): Promise<{ width: number; height: number }>
  /** A project file. */
  load(file: Blob): Promise<void>
  save(): Promise<Blob>
  /** Whatever was dropped or pasted: a picture or a project file. */
  take(file: Blob, name?: string): Promise<void>
  /** One of `state.samples` becomes a new project, with the path that comes with it. */
  openSample(id: string): Promise<void>

  add(control: ControlInput): Promise<string>
  update(id: string, change: Partial<ControlInput> | Partial<Pick<Control, 'name' | 'hidden' | 'hue'>>): Promise<void>
  remove(id: string): Promise<void>
  /**
   * The motion of the face in a video, or of a voice, with its sound in the studio's care.
   * @throws `video-unreadable`, `sound-unreadable`, `face-not-found`, `vision-unavailable`
   */
  readTake(file: Blob, onProgress?: (share: number) => void): Promise<Take>
  /** A camera or a microphone that drives a face. */
  readonly live: Live
  readonly popOut: PopOut
  /** Finds the thing that was clicked or sketched: a new region, or one that is to change. Its id; null: nothing was found. */
  select(ask: RegionAsk): Promise<string | null>
  /** The next of the things that a region's only click may mean. */
  guessAgain(id: string): Promise<void>
  /** Moves a control in depth order; 0 is the back. */
  reorder(id: string, index: number): void
  /** Shows a change of the controls without saving it; `null` gives the gesture up. */
  gesture(controls: Control[] | null): void
  /** Saves what the gesture shows as one step of undo. */
  commit(): void
  /** Ends the interaction: the next change is a step of its own. Pointers and focus do this by themselves. */
  settle(): void
  rename(name: string): void
  undo(): void
  redo(): void
  settings(change?: Partial<GenerationSettings>): GenerationSettings

  /** Frame to show; stops nothing. */
  seek(frame: number): void
  play(playing: boolean): void
  /** Packs and other models: what is kept, what comes, what is used. */
  models: Models
  /** Says where the pointer hovers with the trajectory tool (picture pixels); null: nowhere. */
  hover(at: { x: number; y: number } | null): void

  /** Plays one of the motions on offer alone; null: as before. */
  suggest(id: string | null): void
  /** Makes one of the motions on offer a part of the project. */
  keepSuggestion(id: string): void
  dismissSuggestions(): void

  motion(frame: number): Promise<{ width: number; height: number; flow: Float32Array; hole: Float32Array }>
  preview(frame: number): Promise<ImageBitmap>
  render(
    options?: RenderOptions & { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<RenderStats>
  frame(index: number): Promise<ImageBitmap>
  export(format: ExportFormat, options?: ExportOptions & { signal?: AbortSignal }): Promise<Blob>
  cancel(): void
  /** Starts again what has failed or was lost: the engine, the preview. */
  restart(): Promise<void>

  /** Changes what is of the moment only (tool, selection, view, brush, theme ...). */
  set(change: Partial<Omit<StudioState, 'project' | 'gesture'>>): void
  notify(notice: Notice): void
  dismiss(notice: Notice): void
  /** The stage's canvas, given to the preview worker; the same one again is nothing new. */
  attach(canvas: HTMLCanvasElement): void
  project(): Project
}
