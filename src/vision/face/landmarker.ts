/** What finds landmarks: one picture in, its faces out, [478, 3] each, by the picture's width and height. */
export interface Landmarker {
  /**
   * Closes the bitmap.
   * @param still a picture of its own; otherwise the next frame of a video
   * @param looks how often it is looked at. The first look goes by a face's rough box, and may see lips where the chin is; each
   * further one goes by the landmarks of the last, and after two of them hardly anything changes.
   */
  detect(image: ImageBitmap, faces: number, still: boolean, looks?: number): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

export function landmarksOf(points: readonly { x: number; y: number; z: number }[]): Float32Array<ArrayBuffer> {
  const out = new Float32Array(3 * points.length)
  points.forEach(({ x, y, z }, i) => {
    out.set([x, y, z], 3 * i)
  })
  return out
}
