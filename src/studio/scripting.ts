import type { EngineInfo, ExportFormat, ExportOptions, Progress, Provider, RenderStats } from '../bridge/engine'
import type { ControlInput } from '../controls/registry'
import type { Project } from '../project/project'
import type { GenerationSettings } from '../project/settings'
import type { Commands } from './commands'
import { type DrivenInput, withTake } from './faces'

declare global {
  var kinora: Kinora
}

/**
 * `window.kinora`: the studio for scripts, over the same store and engine that the buttons use. Points
 * and sizes are in picture pixels, times in seconds. Every error is a `KinoraError` with a `code` and
 * `data`; what throws has changed nothing. Values given and taken are copies.
 */
export interface Kinora {
  readonly version: string
  /** Settles when the inference engine has been loaded; rejects with what kept it from it. */
  readonly ready: Promise<{ provider: Provider; pack: string; threads: number }>
  /**
   * A PNG, JPEG, WebP or AVIF file becomes a new project; resolves to its upright size when it is seen.
   * @throws `picture-unreadable`, `picture-too-large`
   */
  open(picture: Blob): Promise<{ width: number; height: number }>
  /** All that is saved, as a plain copy. @throws `nothing-open` */
  project(): Project
  /** Opens a project file. @throws `project-unreadable`, `project-field`, `project-newer` */
  load(project: Blob): Promise<void>
  /** The project file: a zip with a manifest and the picture. @throws `nothing-open` */
  save(): Promise<Blob>
  /** Adds a control in front of the others and answers with its id. @throws `control-unknown`, `control-invalid` {field} */
  /** A face may bring a `driver` (video) or a `sound`, of which only the motion is kept. */
  add(control: DrivenInput): Promise<string>
  /** Changes fields of a control; its kind stays. @throws `control-unknown` {id}, `control-invalid` {field} */
  update(id: string, change: Partial<ControlInput>): Promise<void>
  /** @throws `control-unknown` {id} */
  remove(id: string): Promise<void>
  /** One step back; nothing where there is none. */
  undo(): void
  redo(): void
  /** Changes what is given, answers with all settings. @throws `settings-invalid` {field} */
  settings(change?: Partial<GenerationSettings>): GenerationSettings
  /**
   * The motion of one frame: `flow` is the displacement from the still to the frame on the still's
   * grid, [2, height, width], x then y, in picture pixels; `hole` is on the frame's grid, 1 where no
   * pixel of the source is seen.
   */
  motion(frame: number): Promise<{ width: number; height: number; flow: Float32Array; hole: Float32Array }>
  /** What the stage shows of a frame. */
  preview(frame: number): Promise<ImageBitmap>
  /**
   * Renders the clip as the settings say. In full quality, `learned` draws what was uncovered with the
   * pack's networks even where the pack says that its plain method is as good.
   * @throws `cancelled` when the signal is aborted or the person cancels
   */
  render(options?: {
    signal?: AbortSignal
    learned?: boolean
    onProgress?(progress: Progress): void
  }): Promise<RenderStats>
  /** A frame of the last render at its full size. @throws `not-rendered` when there is none that fits the project */
  frame(index: number): Promise<ImageBitmap>
  /** The clip as a file, rendered first where needed; `png` is a zip of numbered files. */
  export(format: ExportFormat, options?: ExportOptions): Promise<Blob>
}

/** Each call is a step of undo of its own, unlike the steps of a slider. */
export function createScripting(
  studio: { commands: Commands; readonly ready: Promise<EngineInfo> },
  version: string,
): Kinora {
  const { commands } = studio
  const apart = <T>(change: () => T): T => {
    commands.settle()
    try {
      return change()
    } finally {
      commands.settle()
    }
  }
  return {
    version,
    get ready() {
      return studio.ready.then(({ provider, pack, threads }) => ({ provider, pack, threads }))
    },
    open: (picture) => commands.open(picture),
    project: () => commands.project(),
    load: (project) => commands.load(project),
    save: () => commands.save(),
    add: (control) => apart(async () => commands.add(await withTake(control, commands.readTake))),
    update: (id, change) => apart(() => commands.update(id, change)),
    remove: (id) => apart(() => commands.remove(id)),
    undo: () => commands.undo(),
    redo: () => commands.redo(),
    settings: (change) => apart(() => commands.settings(change)),
    motion: (frame) => commands.motion(frame),
    preview: (frame) => commands.preview(frame),
    render: (options) => commands.render(options),
    frame: (index) => commands.frame(index),
    export: (format, options) => commands.export(format, options),
  }
}
