import { channel, channelCount, channelNames } from './names'

/** Where each channel's mirror image lies, and whether it turns its sign: what is left is right, and turns go the other way. */
const images = channelNames.map((name) => {
  const other = name.endsWith('Left') ? name.replace(/Left$/, 'Right') : name.replace(/Right$/, 'Left')
  return {
    from: channel(other as (typeof channelNames)[number]),
    sign: /^(yaw|roll|x|gazeX|hair)$/.test(name) ? -1 : 1,
  }
})

/** What a face does as it is seen in a mirror. */
export function mirrored(values: Float32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(channelCount)
  images.forEach(({ from, sign }, k) => {
    out[k] = sign * (values[from] as number) || 0
  })
  return out
}
