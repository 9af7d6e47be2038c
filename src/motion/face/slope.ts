/** How much deeper one place of a head may be than another, for each pixel that they lie apart in the still. */
const steepest = 2

/**
 * Skin that is seen at a grazing angle (temples, the far side of a nose) is a strip of pixels whose depth no detector knows to a
 * pixel: a turn would draw it out into a saw. So every point is brought as far to the front as it has to be for no slope to be
 * steeper than `steepest`: the lower envelope of cones, the largest Lipschitz function below the depths (McShane 1934).
 * A turn by an angle a stretches by cos a + steepest sin a at the most.
 *
 * @param places [n, 3], picture pixels; depths are changed
 * @param from the first point that is changed
 */
export function limitSlope(places: Float32Array, from = 0): void {
  const count = places.length / 3
  const depths = Float32Array.from({ length: count }, (_, i) => places[3 * i + 2] as number)
  for (let i = from; i < count; i++) {
    const [x, y] = [places[3 * i] as number, places[3 * i + 1] as number]
    let least = depths[i] as number
    for (let j = 0; j < count; j++) {
      const gap = least - (depths[j] as number)
      if (gap <= 0) continue
      const [dx, dy] = [x - (places[3 * j] as number), y - (places[3 * j + 1] as number)]
      const square = dx * dx + dy * dy
      if (steepest * steepest * square < gap * gap) least = (depths[j] as number) + steepest * Math.sqrt(square)
    }
    places[3 * i + 2] = least
  }
}
