// Which way things go under each of the camera's presets, found again block by block in the frames.

/** What a preset must do, from the ways (x, y) of what lies left, right, above and below the middle. */
const laws = {
  panLeft: { says: 'all to the right', holds: ({ left, right }) => left.x > 5 && right.x > 5 },
  panRight: { says: 'all to the left', holds: ({ left, right }) => left.x < -5 && right.x < -5 },
  pushIn: { says: 'outwards', holds: ({ left, right }) => left.x < -2 && right.x > 2 },
  pullOut: { says: 'inwards', holds: ({ left, right }) => left.x > 2 && right.x < -2 },
  roll: { says: 'against the clock', holds: ({ left, right }) => left.y > 2 && right.y < -2 },
  orbit: { says: 'near to the left of far', holds: ({ above, below }) => below.x < above.x - 4 },
  dollyZoom: { says: 'outwards', holds: ({ left, right }) => right.x - left.x > 4 },
  handheld: {
    says: 'a little',
    holds: ({ left }) => Math.hypot(left.x, left.y) > 0.3 && Math.hypot(left.x, left.y) < 16,
  },
}

/** A table of every preset on every picture, as Markdown. */
export function cameraTable(photos, { presetNames, filmed }) {
  const rows = []
  for (const preset of presetNames) {
    const kept = photos.map(({ still }) => {
      const exact = filmed(still, preset, 0).data.every((value, i) => value === still.data[i])
      const ways = waysOf(still, filmed(still, preset, 0.5))
      return { exact, right: laws[preset].holds(ways) }
    })
    const count = (test) => `${kept.filter(test).length} of ${kept.length}`
    rows.push(`| ${preset} | ${laws[preset].says} | ${count(({ right }) => right)} | ${count(({ exact }) => exact)} |`)
  }
  return ['| preset | what is seen goes | so it does | first frame exact |', '|---|---|---|---|', ...rows].join('\n')
}

/** The middle way of blocks on each side of the middle, pixels. */
function waysOf(before, after) {
  const { width, height } = before
  const around = (x, y) => {
    const found = []
    for (const dx of [-0.06, -0.02, 0.02, 0.06])
      for (const dy of [-0.06, -0.02, 0.02, 0.06])
        found.push(wayOf(before, after, Math.round((x + dx) * width), Math.round((y + dy) * height)))
    const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
    return { x: middle(found.map(({ x }) => x)), y: middle(found.map(({ y }) => y)) }
  }
  return { left: around(0.27, 0.5), right: around(0.73, 0.5), above: around(0.5, 0.25), below: around(0.5, 0.78) }
}

/**
 * Where a block of one picture is found in the other, by least squares. Half way along, a pan has gone 4 % of the long
 * side, and the zoom that hides the border carries what lies aside a little farther.
 */
function wayOf(before, after, px, py, half = 9) {
  const reach = Math.ceil(0.06 * Math.max(before.width, before.height))
  let best = { x: 0, y: 0, cost: Number.POSITIVE_INFINITY }
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      let cost = 0
      for (let y = -half; y <= half && cost < best.cost; y++)
        for (let x = -half; x <= half; x++) {
          const [bx, by] = [px + x + dx, py + y + dy]
          if (bx < 0 || by < 0 || bx >= after.width || by >= after.height) {
            cost = Number.POSITIVE_INFINITY
            break
          }
          const a = 4 * ((py + y) * before.width + px + x)
          const b = 4 * (by * after.width + bx)
          for (let c = 0; c < 3; c++) cost += (before.data[a + c] - after.data[b + c]) ** 2
        }
      if (cost < best.cost) best = { x: dx, y: dy, cost }
    }
  return best
}
