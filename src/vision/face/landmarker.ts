/** What finds landmarks: one picture in, its faces out, [478, 3] each, by the picture's width and height. */
export interface Landmarker {
  /** @param still a picture of its own; otherwise the next frame of a video. Closes the bitmap. */
  detect(image: ImageBitmap, faces: number, still: boolean): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

export function landmarksOf(points: readonly { x: number; y: number; z: number }[]): Float32Array<ArrayBuffer> {
  const out = new Float32Array(3 * points.length)
  points.forEach(({ x, y, z }, i) => {
    out.set([x, y, z], 3 * i)
  })
  return out
}
