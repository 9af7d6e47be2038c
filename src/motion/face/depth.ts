/** Steps of depth by which triangles are told apart. */
const bins = 1024
let order = new Uint16Array(0)
let bin = new Uint16Array(0)
const starts = new Uint32Array(bins + 1)

/**
 * The triangles of a mesh by how far away they are, the furthest first (a counting sort). The answer is written again by the
 * next call.
 *
 * @param triangles three points each
 * @param points [n, 3]
 * @returns where in `triangles` each begins
 */
export function furthestFirst(triangles: Uint16Array, points: Float32Array): Uint16Array {
  const count = triangles.length / 3
  if (order.length !== count) {
    order = new Uint16Array(count)
    bin = new Uint16Array(count)
  }
  let [near, far] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 2; i < points.length; i += 3) {
    const z = points[i] as number
    if (z < near) near = z
    if (z > far) far = z
  }
  const scale = far > near ? (bins - 1) / (3 * (far - near)) : 0
  starts.fill(0)
  for (let k = 0; k < count; k++) {
    const t = 3 * k
    const sum =
      (points[3 * (triangles[t] as number) + 2] as number) +
      (points[3 * (triangles[t + 1] as number) + 2] as number) +
      (points[3 * (triangles[t + 2] as number) + 2] as number)
    const own = ((3 * far - sum) * scale) | 0
    bin[k] = own
    starts[own + 1] = (starts[own + 1] as number) + 1
  }
  for (let b = 1; b <= bins; b++) starts[b] = (starts[b] as number) + (starts[b - 1] as number)
  for (let k = 0; k < count; k++) {
    const own = bin[k] as number
    order[starts[own] as number] = 3 * k
    starts[own] = (starts[own] as number) + 1
  }
  return order
}
