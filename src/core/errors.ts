/**
 * Everything that can go wrong in a way that a person can do something about. The studio turns a
 * code into words; nothing below it does.
 */
export const errorCodes = [
  'picture-unreadable',
  'picture-too-large',
  'project-unreadable',
  'project-field',
  'project-newer',
  'project-open-elsewhere',
  'pack-unreadable',
  'pack-field',
  'pack-hash',
  'pack-missing',
  'half-unavailable',
  'model-address',
  'model-unreachable',
  'model-refused',
  'model-forwarded',
  'model-unknown',
  'model-no-room',
  'model-busy',
  'model-broken',
  'provider-unavailable',
  'device-lost',
  'worker-crashed',
  'out-of-memory',
  'too-large',
  'disk-full',
  'codec-unavailable',
  'nothing-open',
  'not-rendered',
  'cancelled',
  'control-unknown',
  'control-invalid',
  'settings-invalid',
  'face-not-found',
  'driver-faceless',
  'driver-without-face',
  'body-not-found',
  'reference-still',
  'video-unreadable',
  'sound-unreadable',
  'vision-unavailable',
  'camera-denied',
  'camera-absent',
  'camera-busy',
  'camera-lost',
  'microphone-denied',
  'microphone-absent',
  'microphone-busy',
  'microphone-lost',
  'recording-empty',
  'take-unreadable',
  'window-blocked',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** An error whose kind survives the way across threads: a typed code with plain data. */
export class KinoraError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, string | number>

  constructor(code: ErrorCode, data: Record<string, string | number> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(data)}`, cause === undefined ? undefined : { cause })
    this.name = 'KinoraError'
    this.code = code
    this.data = data
  }
}

/** Any thrown value as a KinoraError; what has no code of its own becomes `internal`. */
export function asKinoraError(thrown: unknown): KinoraError {
  if (thrown instanceof KinoraError) return thrown
  if (thrown instanceof Error && thrown.name === 'AbortError') return new KinoraError('cancelled', {}, thrown)
  if (thrown instanceof Error && thrown.name === 'QuotaExceededError') return new KinoraError('disk-full', {}, thrown)
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new KinoraError('internal', { message }, thrown)
}
