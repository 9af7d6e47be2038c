declare module 'gifenc' {
  interface FrameOptions {
    palette?: number[][]
    repeat?: number
    transparent?: boolean
    transparentIndex?: number
    dispose?: number
    /** Milliseconds. */
    delay?: number
  }
  interface Encoder {
    writeFrame(indices: Uint8Array, width: number, height: number, options?: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
    stream: { reset(): void }
  }
  export function GIFEncoder(options?: { auto?: boolean; initialCapacity?: number }): Encoder
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    limit: number,
    options?: { format?: 'rgb565' | 'rgb444' | 'rgba4444' },
  ): number[][]
}
