/** What a device has; null: not known. */
export interface Limits {
  /** Bytes that the engine may take altogether. */
  memory: number | null
  /** Bytes of one buffer. */
  buffer: number | null
}
