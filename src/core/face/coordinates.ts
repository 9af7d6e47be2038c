// Landmarks lie in one row, x, y and z of each; these read and move them.

/** Adds to one coordinate of a landmark. */
export function move(points: Float32Array, i: number, axis: number, by: number): void {
  points[3 * i + axis] = (points[3 * i + axis] as number) + by
}

/** One coordinate of a landmark. */
export function coordinate(points: ArrayLike<number>, i: number, axis: number): number {
  return points[3 * i + axis] as number
}

/** From one landmark to another. */
export function difference(points: ArrayLike<number>, a: number, b: number): [number, number, number] {
  return [0, 1, 2].map((k) => (points[3 * b + k] as number) - (points[3 * a + k] as number)) as [number, number, number]
}
