/**
 * Eigenvectors of a symmetric matrix by Jacobi's rotations, the largest eigenvalue's first.
 * @param matrix [n, n]; destroyed
 * @returns values [n], vectors [n, n], a row each
 */
export function eigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(n * n)
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1
  const m = (i: number) => matrix[i] as number
  for (let sweep = 0; sweep < 12; sweep++) {
    let [off, on] = [0, 1e-300]
    for (let r = 0; r < n; r++)
      for (let c = 0; c < n; c++) {
        if (r === c) on += m(r * n + c) ** 2
        else off += m(r * n + c) ** 2
      }
    if (off < 1e-18 * on) break
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const across = m(p * n + q)
        if (Math.abs(across) < 1e-300) continue
        const theta = (m(q * n + q) - m(p * n + p)) / (2 * across)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const cos = 1 / Math.sqrt(t * t + 1)
        const sin = t * cos
        turnRows(matrix, n, p, q, cos, sin)
        turnColumns(matrix, n, p, q, cos, sin)
        turnRows(vectors, n, p, q, cos, sin)
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => m(b * n + b) - m(a * n + a))
  return {
    values: Float64Array.from(order, (i) => m(i * n + i)),
    vectors: Float64Array.from(
      { length: n * n },
      (_, k) => vectors[(order[Math.floor(k / n)] as number) * n + (k % n)] as number,
    ),
  }
}

function turnRows(m: Float64Array, n: number, p: number, q: number, cos: number, sin: number): void {
  for (let k = 0; k < n; k++) turn(m, p * n + k, q * n + k, cos, sin)
}

function turnColumns(m: Float64Array, n: number, p: number, q: number, cos: number, sin: number): void {
  for (let k = 0; k < n; k++) turn(m, k * n + p, k * n + q, cos, sin)
}

function turn(m: Float64Array, i: number, j: number, cos: number, sin: number): void {
  const a = m[i] as number
  const b = m[j] as number
  m[i] = cos * a - sin * b
  m[j] = sin * a + cos * b
}
