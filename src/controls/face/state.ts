import * as v from 'valibot'
import { mouthGrid, skinGrid } from '../../core/face/imprint/imprint'
import { landmarkCount } from '../../core/face/points'
import { mask, pixels, seconds } from '../shape'
import { type ExpressionName, expressionNames } from './names'

/** As far as anything of a face may be asked to go. */
const amount = v.pipe(v.number(), v.finite(), v.minValue(-90), v.maxValue(90))

const keyframe = v.object({ time: seconds, value: amount })

/** One value for the whole clip, or what it is at some times: smooth between them. */
const course = v.union([amount, v.pipe(v.array(keyframe), v.minLength(1), v.maxLength(512))])

const gain = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2)), 1)

const bytes = v.instance(Uint8Array<ArrayBuffer>)

/** Small pictures over time, of so many bytes each; see core/face/imprint. */
const film = (size: number) =>
  v.pipe(
    v.object({
      size: v.literal(size),
      mean: bytes,
      parts: bytes,
      steps: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(64)),
      data: bytes,
    }),
    v.check(
      ({ mean, parts, steps }) => mean.length === size && parts.length === size * steps.length,
      'parts of a film',
    ),
  )

const byte = v.pipe(v.number(), v.minValue(0), v.maxValue(255))

/** What the pixels of a video's face showed: the inside of its mouth, and how its skin was lighter and darker than at first. */
const imprint = v.pipe(
  v.object({
    mouth: film(3 * mouthGrid.columns * mouthGrid.rows),
    skin: film(skinGrid.columns * skinGrid.rows),
    parted: bytes,
    lamp: v.tuple([byte, byte, byte]),
  }),
  v.check(
    ({ mouth, skin, parted }) =>
      [mouth, skin].every(({ data, steps }) => data.length === 2 * steps.length * parted.length),
    'moments of an imprint',
  ),
)

/**
 * A recorded motion of a face, without any shape of the one who made it: what its channels (see
 * `channelNames`) said `rate` times a second, as 16-bit numbers, low byte first, thousandths (of a degree: fiftieths).
 */
export const take = v.pipe(
  v.object({
    /** What it is called, and its place among the takes of its face. */
    name: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    number: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6)), 0),
    /** The part of it that is used, seconds; without an end all of the rest. */
    from: v.optional(seconds, 0),
    to: v.optional(seconds),
    /** What is heard with it; its file lies beside the project. */
    sound: v.optional(
      v.object({
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
        type: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/)),
        /** Seconds of it that lie before the take begins. */
        start: v.optional(seconds, 0),
        duration: seconds,
        /** Left out of the clip. */
        muted: v.optional(v.boolean(), false),
      }),
    ),
    rate: v.pipe(v.number(), v.minValue(1), v.maxValue(120)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(432_000)),
    channels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(128)),
    data: bytes,
    imprint: v.optional(imprint),
  }),
  v.check(
    ({ count, imprint }) => !imprint || imprint.parted.length === count,
    'an imprint must have as many moments as its take',
  ),
  v.check(
    ({ count, channels, data }) => data.length === 2 * count * channels.length,
    'data must hold count x channels',
  ),
)

const takeNumber = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6)))

/** A face of the picture and what it does. */
export const faceState = v.object({
  kind: v.literal('face'),
  /** Where it is, roughly: the nearest face is taken; without it the largest. */
  at: v.optional(v.object({ x: pixels, y: pixels })),
  /** Its landmarks, x, y, z of each: x by the picture's width, y by its height, z by its width. Without them it does nothing. */
  landmarks: v.optional(v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(3 * landmarkCount))),
  /** The people of the picture, if the face is one of theirs: its head moves before its background. */
  figure: v.optional(mask),
  expression: v.optional(
    v.partial(
      v.object(
        Object.fromEntries(expressionNames.map((name) => [name, course])) as Record<ExpressionName, typeof course>,
      ),
    ),
    {},
  ),
  /** How much of what drives it comes through, of each of its regions. */
  gains: v.optional(v.object({ pose: gain, eyes: gain, lips: gain, brows: gain }), {}),
  /** Regions that another of its takes drives, by its number. */
  mix: v.optional(v.object({ pose: takeNumber, eyes: takeNumber, lips: takeNumber, brows: takeNumber }), {}),
  /** Blinks, breathes and glances by itself, this much. */
  alive: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2)), 0),
  /** What drives it, recorded from a video, a webcam or a voice. */
  take: v.optional(take),
  /** Other takes of the same face, put aside. */
  shelf: v.optional(v.pipe(v.array(take), v.maxLength(64)), []),
})

export type FaceState = v.InferOutput<typeof faceState>
export type Course = v.InferOutput<typeof course>
export type Take = v.InferOutput<typeof take>
