/** Bytes of the camera's way in a frame, and of what is said of a point before its places; see `packMotion`. */
export const cameraBytes = 16
export const headBytes = 4

/** Whether the numbers are all there, within the clip, and none is left over. */
export function isWhole({ count, points, data }: { count: number; points: number; data: Uint8Array }): boolean {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let at = cameraBytes * count
  if (at > data.length) return false
  for (let frame = 0; frame < count; frame++) {
    const [a, b, x, y] = [0, 4, 8, 12].map((k) => view.getFloat32(cameraBytes * frame + k, true)) as [
      number,
      number,
      number,
      number,
    ]
    const size = a * a + b * b
    if (!(size > 1e-6 && size < 1e6 && Math.abs(x) < 1e6 && Math.abs(y) < 1e6)) return false
  }
  for (let point = 0; point < points; point++) {
    if (at + headBytes > data.length) return false
    const [first, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)]
    if (length === 0 || first + length > count) return false
    at += headBytes + 4 * length
  }
  return at === data.length
}
