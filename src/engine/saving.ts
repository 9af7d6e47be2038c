import type { EngineApi, ExportFormat, ExportOptions } from '../bridge/engine'
import { KinoraError } from '../core/errors'
import type { Picture } from '../core/image'
import type { SoundTrack } from '../media/sound/mix'
import type { ClipEncoder } from '../media/types'
import type { Project } from '../project/project'
import { cuesWithin, soundCues } from '../project/sounds'
import type { Clip } from './clip'
import type { EngineHost } from './host'
import type { Watch } from './watch'

/**
 * A clip on its way into a file: frames are composed into the encoder as they get ready, in order, and it
 * holds them back where it is the slower one, so that none pile up.
 */
export class Saving {
  private encoder: ClipEncoder | null = null
  private reused: Picture | undefined
  private readonly range: ReturnType<typeof wantedFrames>
  private next: number

  /** Throws `settings-invalid` where the clip has none of the frames that are asked for. */
  constructor(
    private readonly host: Pick<EngineHost, 'encoder'>,
    private readonly project: Project,
    private readonly format: ExportFormat,
    private readonly options: Parameters<EngineApi['export']>[3],
    private readonly watch: Watch,
  ) {
    this.range = wantedFrames(project.settings.frameCount, options)
    this.next = this.range.first
    const { frameCount } = this.range
    watch.expect('compose', frameCount, 60)
    watch.expect('save', frameCount + 1, 10)
  }

  /** Takes all frames that are ready and have not been taken. */
  async add(clip: Clip): Promise<void> {
    const encoder = await this.open(clip)
    for (; this.next <= this.range.last && clip.ready(this.next); this.next++) {
      const frame = await this.watch.piece('compose', () => clip.frame(this.next, clip.size, this.reused))
      await this.watch.piece('save', () => encoder.add(frame))
      this.reused = frame
    }
  }

  async finish(): Promise<Blob> {
    const { encoder } = this
    if (!encoder) throw new RangeError('nothing to save')
    return this.watch.piece('save', () => encoder.finish())
  }

  async abandon(): Promise<void> {
    await this.encoder?.abandon().catch(() => undefined)
  }

  private async open({ size }: Clip): Promise<ClipEncoder> {
    const { first, frameCount } = this.range
    const { fps, loop } = this.project.settings
    this.encoder ??= await this.host.encoder(this.format, {
      ...size,
      fps,
      frameCount,
      firstFrame: first,
      repeat: loop !== 'none',
      quality: this.options.quality ?? 0.8,
      sounds: this.sounds(first / fps, frameCount / fps),
    })
    return this.encoder
  }

  /** What is heard from a moment of the clip on, for so many seconds. */
  private sounds(begin: number, length: number): SoundTrack[] {
    if (this.options.sound === false) return []
    return cuesWithin(soundCues(this.project), begin, begin + length).flatMap(({ sha256, ...cue }) => {
      const file = this.options.sounds?.get(sha256)
      return file ? [{ ...cue, file }] : []
    })
  }
}

/** The frames of the clip that are to be saved, counted from 0, both included. Throws `settings-invalid`. */
function wantedFrames(frameCount: number, { frames }: ExportOptions) {
  const first = frames?.first ?? 0
  const last = Math.min(frames?.last ?? frameCount, frameCount - 1)
  if (!(first >= 0 && first <= last)) throw new KinoraError('settings-invalid', { field: 'frames' })
  return { first, last, frameCount: last - first + 1 }
}
