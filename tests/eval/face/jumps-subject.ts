import { type ChannelName, channel, channelCount } from '../../../src/core/face/names'
import { signedArea } from '../../../src/motion/face/canonical'
import { faceMesh } from '../../../src/motion/face/mesh'
import { movedMesh } from '../../../src/motion/face/moved'

/**
 * A face that does one thing more and more, by hundredths: how far a place of its skin lies at most from midway between where it was
 * before and where it is after, pixels; and in how many of the moments some triangle that the still shows is turned over by more than
 * half a pixel.
 *
 * @param landmarks [478, 3], picture pixels
 */
export function jumpsOf(
  landmarks: readonly number[],
  picture: { width: number; height: number },
  name: ChannelName,
  most: number,
): { jump: number; folded: number } {
  const mesh = faceMesh(Float32Array.from(landmarks), picture, true)
  const courses = Array.from({ length: 101 }, (_, k) => {
    const values = new Float32Array(channelCount)
    values[channel(name)] = (k / 100) * most
    return movedMesh(mesh, values)
  })
  const area = (points: Float32Array, t: number) =>
    mesh.winding * signedArea(points, mesh.skin[t] as number, mesh.skin[t + 1] as number, mesh.skin[t + 2] as number)
  let [jump, folded] = [0, 0]
  courses.forEach((now, k) => {
    const [last, before] = [courses[k - 1], courses[k - 2]]
    if (last && before)
      for (let i = 0; i < now.length; i++)
        if (i % 3 !== 2)
          jump = Math.max(jump, Math.abs((now[i] as number) - 2 * (last[i] as number) + (before[i] as number)))
    for (let t = 0; t < mesh.skin.length; t += 3)
      if (area(mesh.places, t) > 0 && area(now, t) < -1) {
        folded++
        break
      }
  })
  return { jump, folded }
}
