declare module 'delaunator' {
  /** Delaunay triangulation of points [n, 2]. */
  export default class Delaunator {
    constructor(coordinates: ArrayLike<number>)
    /** Indices of points, three a triangle. */
    triangles: Uint32Array
  }
}
