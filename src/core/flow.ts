/**
 * Displacement on a grid, [2, height, width]: first every x, then every y, in picture pixels
 * (whatever the grid's own size).
 */
export interface Flow {
  width: number
  height: number
  data: Float32Array<ArrayBuffer>
}

export function createFlow(width: number, height: number): Flow {
  return { width, height, data: new Float32Array(2 * width * height) }
}
