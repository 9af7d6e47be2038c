import type { Picture } from '../../core/image'

/** A picture's colours as the eye compares them: OKLab (Ottosson 2020), times 100, three planes. */
export interface Colours {
  width: number
  height: number
  l: Float32Array<ArrayBuffer>
  a: Float32Array<ArrayBuffer>
  b: Float32Array<ArrayBuffer>
}

const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const v = value / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

/** Transparent pixels count as mid grey. */
export function coloursOf(picture: Picture): Colours {
  const count = picture.width * picture.height
  const [l, a, b] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)]
  for (let i = 0; i < count; i++) {
    const alpha = (picture.data[4 * i + 3] as number) / 255
    const grey = 0.2159 * (1 - alpha)
    const red = (linear[picture.data[4 * i] as number] as number) * alpha + grey
    const green = (linear[picture.data[4 * i + 1] as number] as number) * alpha + grey
    const blue = (linear[picture.data[4 * i + 2] as number] as number) * alpha + grey
    const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    l[i] = 100 * (0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short)
    a[i] = 100 * (1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short)
    b[i] = 100 * (0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short)
  }
  return { width: picture.width, height: picture.height, l, a, b }
}
