// Plots as SVG files that need nothing else and suit light and dark pages.

const [width, height, left, bottom, top, right] = [440, 260, 56, 44, 34, 16]

/**
 * Points joined by lines, both axes from 0. `series`: { name, points: [x, y][] }, at most three.
 * @returns the text of an SVG file
 */
export function plot({ title, x, y, series }) {
  const all = series.flatMap(({ points }) => points)
  const [xs, ys] = [ticks(Math.max(...all.map(([at]) => at))), ticks(Math.max(...all.map(([, value]) => value)))]
  const across = (at) => left + (at / xs.at(-1)) * (width - left - right)
  const up = (value) => height - bottom - (value / ys.at(-1)) * (height - bottom - top)
  const colours = ['#d9651f', '#3b82c4', '#4d9a5b']
  const grid = ys.map(
    (value) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${round(up(value))}" y2="${round(up(value))}"/>` +
      `<text x="${left - 8}" y="${round(up(value) + 4)}" text-anchor="end">${value}</text>`,
  )
  const marks = xs.map(
    (at) => `<text x="${round(across(at))}" y="${height - bottom + 18}" text-anchor="middle">${at}</text>`,
  )
  const lines = series.map(({ name, points }, i) => {
    const places = points.map(([at, value]) => `${round(across(at))},${round(up(value))}`)
    const dots = places.map((place) => `<circle cx="${place.split(',')[0]}" cy="${place.split(',')[1]}" r="3"/>`)
    const label = `<text x="${left + 8}" y="${top + 12 + 16 * i}" style="fill:${colours[i]}">${escaped(name)}</text>`
    return `<g style="fill:${colours[i]};stroke:${colours[i]}"><polyline class="line" points="${places.join(' ')}"/>${dots.join('')}</g>${label}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text{font:12px system-ui,sans-serif;fill:#8a8a8a}.title{font-weight:600}.grid{stroke:#8a8a8a;stroke-opacity:.25}.line{fill:none;stroke-width:2}</style>
<text class="title" x="${left}" y="18">${escaped(title)}</text>
${grid.join('\n')}
${marks.join('\n')}
<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">${escaped(x)}</text>
<text transform="translate(13 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>
${lines.join('\n')}
</svg>
`
}

/** From 0 to at least `most` in four to six even steps of 1, 2 or 5 times a power of ten. */
function ticks(most) {
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)))
}

const round = (value) => Math.round(10 * value) / 10
const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
