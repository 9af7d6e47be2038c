import type { FaceRegion } from './regions'

/** Who sits before the machine and drives a face: what is on, what goes on, and what each part of it takes. */
export interface LiveState {
  /** Id of the face that is driven. */
  control: string
  source: 'camera' | 'microphone'
  /** Waiting for leave and for what finds faces; there; a countdown; what is done is kept. */
  phase: 'starting' | 'ready' | 'counting' | 'recording'
  /** Seconds that the countdown still takes. */
  count: number
  /** Seconds that have been recorded. */
  recorded: number
  /** A face is seen, a voice is heard. */
  present: boolean
  /** A face is seen, and is waited for to look ahead at rest: that is the neutral. */
  settling: boolean
  /** Milliseconds a picture of each part. */
  milliseconds: { detect: number; measure: number; deform: number; draw: number }
}

export interface LiveOptions {
  /** Which regions of the face are driven and recorded; the others stay as the take has them. */
  arms: Record<FaceRegion, boolean>
  /** As in a mirror. */
  mirror: boolean
  /** Recorded at half the speed, played at the whole. */
  slow: boolean
  /** The voice is recorded with the face. */
  voice: boolean
}

/** The clean window while it is open. */
export interface PopOutState {
  /** What lies behind the figure: a CSS colour; null: the picture's own background. */
  background: string | null
  /** The figure is known, so that what lies behind it can be another. */
  keyable: boolean
}

export const initialOptions: LiveOptions = {
  arms: { pose: true, eyes: true, lips: true, brows: true },
  mirror: true,
  slow: false,
  voice: false,
}
