import type { Point } from '../../core/geometry'

/** What of a 2d canvas context the ribbon is drawn with. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillText'
  | 'strokeText'
>

/** Half widths of the ribbon at its beginning and its end, and the arrow's reach, in CSS pixels. */
const [thin, thick, arrow] = [0.9, 3.2, 13]

const casing = 'rgb(12 12 14 / 0.55)'

/** A line that grows from where a thing is to where it will be, with an arrow head there. `unit`: a CSS pixel. */
export function drawRibbon(pen: Pen, line: readonly Point[], colour: string, unit: number): void {
  const tip = line.at(-1)
  if (!tip || line.length < 2) return
  const heading = headingAtEnd(line, arrow * unit)
  const outline = ribbonOutline(line, unit)
  for (const pass of ['casing', 'fill'] as const) {
    pen.beginPath()
    outline.forEach((point, index) => {
      if (index === 0) pen.moveTo(point.x, point.y)
      else pen.lineTo(point.x, point.y)
    })
    pen.closePath()
    arrowHead(pen, tip, heading, unit)
    if (pass === 'casing') {
      pen.strokeStyle = casing
      pen.lineWidth = 3 * unit
      pen.lineJoin = 'round'
      pen.stroke()
    } else {
      pen.fillStyle = colour
      pen.fill()
    }
  }
}

/** A dot for every frame, thinned to every second, fourth ... where they would run together. */
export function drawDots(pen: Pen, dots: readonly Point[], unit: number): void {
  let length = 0
  for (let i = 1; i < dots.length; i++) length += gap(dots[i - 1] as Point, dots[i] as Point)
  let every = 1
  while (every < dots.length && (length * every) / Math.max(dots.length - 1, 1) < 6 * unit) every *= 2
  pen.fillStyle = 'rgb(12 12 14 / 0.82)'
  for (let i = 0; i < dots.length; i += every) {
    const dot = dots[i] as Point
    pen.beginPath()
    pen.arc(dot.x, dot.y, (0.9 + (0.7 * i) / dots.length) * unit, 0, 2 * Math.PI)
    pen.fill()
  }
}

/** A point to take hold of. */
export function drawHandle(pen: Pen, at: Point, colour: string, active: boolean, unit: number): void {
  pen.beginPath()
  pen.arc(at.x, at.y, (active ? 6 : 4.5) * unit, 0, 2 * Math.PI)
  pen.fillStyle = active ? colour : '#fff'
  pen.fill()
  pen.strokeStyle = active ? '#fff' : colour
  pen.lineWidth = 2 * unit
  pen.stroke()
  pen.beginPath()
  pen.arc(at.x, at.y, (active ? 7.5 : 6) * unit, 0, 2 * Math.PI)
  pen.strokeStyle = casing
  pen.lineWidth = unit
  pen.stroke()
}

/** A moment written beside a point. */
export function drawTime(pen: Pen, at: Point, text: string, unit: number): void {
  pen.font = `600 ${11 * unit}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.strokeStyle = 'rgb(12 12 14 / 0.75)'
  pen.lineWidth = 3 * unit
  pen.lineJoin = 'round'
  pen.strokeText(text, at.x, at.y - 18 * unit)
  pen.fillStyle = '#fff'
  pen.fillText(text, at.x, at.y - 18 * unit)
}

/** Where the thing is now: the ring at the beginning of a path. */
export function drawOrigin(pen: Pen, at: Point, colour: string, unit: number): void {
  for (const [stroke, width] of [
    [casing, 4],
    [colour, 2],
  ] as const) {
    pen.beginPath()
    pen.arc(at.x, at.y, 4.5 * unit, 0, 2 * Math.PI)
    pen.strokeStyle = stroke
    pen.lineWidth = width * unit
    pen.stroke()
  }
}

function ribbonOutline(line: readonly Point[], unit: number): Point[] {
  const [left, right]: [Point[], Point[]] = [[], []]
  for (let i = 0; i < line.length; i++) {
    const [before, at, after] = [line[i - 1] ?? line[i], line[i], line[i + 1] ?? line[i]] as [Point, Point, Point]
    const length = gap(before, after) || 1
    const half = (thin + ((thick - thin) * i) / (line.length - 1)) * unit
    const [nx, ny] = [(-(after.y - before.y) / length) * half, ((after.x - before.x) / length) * half]
    left.push({ x: at.x + nx, y: at.y + ny })
    right.push({ x: at.x - nx, y: at.y - ny })
  }
  return [...left, ...right.reverse()]
}

function arrowHead(pen: Pen, tip: Point, heading: number, unit: number): void {
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)]
  const corner = (along: number, across: number): [number, number] => [
    tip.x + (along * cos - across * sin) * unit,
    tip.y + (along * sin + across * cos) * unit,
  ]
  pen.moveTo(...corner(arrow * 0.55, 0))
  pen.lineTo(...corner(-arrow * 0.55, arrow * 0.6))
  pen.lineTo(...corner(-arrow * 0.3, 0))
  pen.lineTo(...corner(-arrow * 0.55, -arrow * 0.6))
  pen.closePath()
}

/** Direction over the last stretch of the line, so that a wobble at its very end does not turn the arrow. */
function headingAtEnd(line: readonly Point[], stretch: number): number {
  const tip = line.at(-1) as Point
  let from = line[0] as Point
  for (let i = line.length - 2; i >= 0; i--) {
    from = line[i] as Point
    if (gap(from, tip) >= stretch) break
  }
  return Math.atan2(tip.y - from.y, tip.x - from.x)
}

function gap(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
