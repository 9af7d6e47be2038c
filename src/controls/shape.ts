import * as v from 'valibot'

/** A finite number of picture pixels. Controls may lie outside the picture: a thing may leave it. */
export const pixels = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6))

/** Seconds from the start of the clip. */
export const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(36000))

/** A painted area; see `Mask` in core. */
export const mask = v.pipe(
  v.object({
    width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
    data: v.instance(Uint8Array<ArrayBuffer>),
  }),
  v.check((value) => value.data.length === value.width * value.height, 'data must hold width x height bytes'),
)

/** What a control is known by in its project. */
export const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
