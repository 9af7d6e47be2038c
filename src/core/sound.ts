/** A stretch of a sound in a clip, seconds: from `from` of the sound on, heard from `at` of the clip on. */
export interface SoundCue {
  /** SHA-256 of the sound's file. */
  sha256: string
  at: number
  from: number
  length: number
}
