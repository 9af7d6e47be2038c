import type { ImprintMoment } from '../../core/face/imprint/imprint'
import type { ImprintRecorder } from '../../core/face/imprint/record'
import type { Neutral } from '../../core/face/measure'
import type { Device } from './camera'
import type { Moment } from './recording'
import type { Voice } from './voice'

/** A device that drives a face, from start to stop. */
export interface Run {
  control: string
  device: Device
  voice: Voice | null
  /** The microphone beside a camera. */
  listener: Device | null
  ending: AbortController
  neutral: Neutral | null
  /** Since when a neutral is waited for, milliseconds; 0: none is. */
  calibrate: number
  /** When the recording began, and what was measured since. */
  begun: number
  moments: Moment[]
  /** What the pixels of those moments showed; null: of some of them nothing is known. */
  pixels: ImprintRecorder | null
  /** The colour of the neutral's skin. */
  lamp: ImprintMoment['lamp']
}

export function createRun(control: string, device: Device): Run {
  return {
    control,
    device,
    voice: null,
    listener: null,
    ending: new AbortController(),
    neutral: null,
    calibrate: 0,
    begun: 0,
    moments: [],
    pixels: null,
    lamp: [0, 0, 0],
  }
}

/** The microphone beside a camera is let go of, or the one that drives. */
export function letGoOfVoice(run: Run): void {
  run.voice?.stop()
  run.listener?.stop()
  run.voice = null
  run.listener = null
}

export function letGo(run: Run): void {
  run.ending.abort()
  letGoOfVoice(run)
  run.device.stop()
}
