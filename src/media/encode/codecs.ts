import type { ClipOptions } from '../types'
import { evenSide } from './yuv'

/** ITU-T H.264 table A-1: level, macroblocks a second, macroblocks a frame, kbit/s of Baseline and Main. */
const h264Levels = [
  [30, 40_500, 1_620, 10_000],
  [31, 108_000, 3_600, 14_000],
  [32, 216_000, 5_120, 20_000],
  [40, 245_760, 8_192, 20_000],
  [42, 522_240, 8_704, 50_000],
  [50, 589_824, 22_080, 135_000],
  [51, 983_040, 36_864, 240_000],
  [52, 2_073_600, 36_864, 240_000],
  [60, 4_177_920, 139_264, 240_000],
  [62, 16_711_680, 139_264, 800_000],
] as const

/** VP9 levels: level, luma samples a second, luma samples a picture, kbit/s, longest side. */
const vp9Levels = [
  [21, 4_608_000, 122_880, 1_800, 960],
  [30, 20_736_000, 552_960, 7_200, 2_080],
  [31, 36_864_000, 983_040, 12_000, 2_752],
  [40, 83_558_400, 2_228_224, 18_000, 4_160],
  [41, 160_432_128, 2_228_224, 30_000, 4_160],
  [50, 311_951_360, 8_912_896, 60_000, 8_384],
  [51, 588_251_136, 8_912_896, 120_000, 8_384],
  [52, 1_176_502_272, 8_912_896, 180_000, 8_384],
  [60, 1_176_502_272, 35_651_584, 180_000, 16_832],
  [62, 4_706_009_088, 35_651_584, 480_000, 16_832],
] as const

type Clip = Pick<ClipOptions, 'width' | 'height' | 'fps' | 'quality'>

/**
 * Bits a second for a quality 0..1: from 0.03 to 0.5 bits a pixel and frame at one megapixel and 24 fps,
 * on a logarithmic scale. Bigger and faster clips need fewer a pixel, because neighbours in space and time
 * are more alike; VP9 needs about two thirds of what H.264 does.
 */
export function bitrateOf(codec: 'h264' | 'vp9', clip: Clip): number {
  const pixels = clip.width * clip.height
  const perPixel = 0.03 * (0.5 / 0.03) ** Math.min(1, Math.max(0, clip.quality))
  const size = Math.min(4, (pixels / 1e6) ** -0.25)
  const rate = (clip.fps / 24) ** -0.3
  const bits = perPixel * size * rate * pixels * clip.fps
  return Math.round(Math.max(100_000, Math.min(240_000_000, codec === 'vp9' ? bits * 0.67 : bits)))
}

/** Codec strings to try, best first, all of a level that the clip fits. */
export function codecStrings(codec: 'h264' | 'vp9', clip: Clip): string[] {
  const kilobits = bitrateOf(codec, clip) / 1000
  if (codec === 'vp9') {
    const [width, height] = [evenSide(clip.width), evenSide(clip.height)]
    const samples = width * height
    return vp9Levels
      .filter(
        ([, perSecond, perPicture, rate, side]) =>
          samples * clip.fps <= perSecond &&
          samples <= perPicture &&
          kilobits <= rate &&
          Math.max(width, height) <= side,
      )
      .map(([level]) => `vp09.00.${level}.08.01.01.01.01.00`)
  }
  const blocks = Math.ceil(clip.width / 16) * Math.ceil(clip.height / 16)
  const side = Math.max(Math.ceil(clip.width / 16), Math.ceil(clip.height / 16))
  const levels = h264Levels
    .filter(
      // A.3.1: a side has at most sqrt(8 MaxFS) macroblocks.
      ([, perSecond, perFrame, rate]) =>
        blocks * clip.fps <= perSecond && blocks <= perFrame && side * side <= 8 * perFrame && kilobits <= rate,
    )
    .map(([level]) => level.toString(16).padStart(2, '0'))
  // High, Main, Constrained Baseline. A level above the smallest that fits is tried only when no profile takes that.
  return levels.flatMap((level) => [`avc1.6400${level}`, `avc1.4d00${level}`, `avc1.42e0${level}`])
}
