import type { YuvFrame } from './yuv'

/** An encoded frame, in the order of decoding, which is the order of showing: no format here uses B-frames. */
export interface Packet {
  data: Uint8Array<ArrayBuffer>
  key: boolean
  /** What the muxer must know of the stream; comes with the first packet. */
  decoder?: VideoDecoderConfig
}

/** Turns frames into packets of one codec. */
export interface PacketMaker {
  /** Settles when the maker is ready for more; the frame may be used again then. */
  add(frame: YuvFrame): Promise<void>
  /** Settles when the last packet has been given. */
  finish(): Promise<void>
  close(): void
}

/** What both makers promise of the colours, and what the file says of them. */
export const bt709: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false }
