/** Eight-bit sRGB with straight (not premultiplied) alpha, rows from the top, 4 bytes a pixel. */
export interface Picture {
  width: number
  height: number
  data: Uint8ClampedArray<ArrayBuffer>
}

/** One number a pixel, rows from the top. */
export interface Plane {
  width: number
  height: number
  data: Float32Array<ArrayBuffer>
}

/** A painted area, 0 (outside) to 255 (inside), stretched over the whole picture whatever its own size. */
export interface Mask {
  width: number
  height: number
  data: Uint8Array<ArrayBuffer>
}

export function createPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) }
}
