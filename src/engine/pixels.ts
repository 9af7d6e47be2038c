import type { Picture } from '../core/image'
import { createPicture } from '../core/image'
import { type HostTensor, hostTensor } from './runtime/tensor'

/** A picture as the graphs take it: [1, 3, height, width], -1..1, its alpha left out. */
export function pictureTensor(picture: Picture): HostTensor {
  const size = picture.width * picture.height
  const tensor = hostTensor([1, 3, picture.height, picture.width])
  for (let channel = 0; channel < 3; channel++)
    for (let i = 0; i < size; i++)
      tensor.data[channel * size + i] = (picture.data[4 * i + channel] as number) / 127.5 - 1
  return tensor
}

/** The `index`-th of pictures [n, 3, height, width] in -1..1 (what lies outside is cut off), opaque. */
export function tensorPicture(pictures: HostTensor, index: number): Picture {
  const [, , height, width] = pictures.shape as [number, number, number, number]
  const size = width * height
  const picture = createPicture(width, height)
  picture.data.fill(255)
  for (let channel = 0; channel < 3; channel++) {
    const from = (3 * index + channel) * size
    for (let i = 0; i < size; i++) picture.data[4 * i + channel] = ((pictures.data[from + i] as number) + 1) * 127.5
  }
  return picture
}
