import type { Point } from '../../core/geometry'

/**
 * An arrow from where it stands to its head: a tapered shaft that widens towards the head, in the
 * control's hue with a dark edge, so that it is seen on any picture. `unit` is a CSS pixel in picture pixels.
 */
export function drawArrow(
  pen: CanvasRenderingContext2D,
  [foot, head]: [Point, Point],
  colour: string,
  unit: number,
  look: 'quiet' | 'open' | 'active',
): void {
  const length = Math.hypot(head.x - foot.x, head.y - foot.y)
  const [ux, uy] = length > 0 ? [(head.x - foot.x) / length, (head.y - foot.y) / length] : [1, 0]
  const at = (along: number, aside: number): [number, number] => [
    foot.x + ux * along - uy * aside,
    foot.y + uy * along + ux * aside,
  ]
  const point = Math.min(13 * unit, length)
  const neck = length - point
  pen.beginPath()
  pen.moveTo(...at(0, 0.8 * unit))
  pen.lineTo(...at(neck, 2.2 * unit))
  pen.lineTo(...at(neck, 0.5 * point))
  pen.lineTo(...at(length, 0))
  pen.lineTo(...at(neck, -0.5 * point))
  pen.lineTo(...at(neck, -2.2 * unit))
  pen.lineTo(...at(0, -0.8 * unit))
  pen.closePath()
  pen.lineJoin = 'round'
  pen.lineWidth = 3 * unit
  pen.strokeStyle = 'rgb(12 12 14 / 0.55)'
  pen.stroke()
  pen.fillStyle = look === 'active' ? '#fff' : colour
  pen.globalAlpha *= look === 'quiet' ? 0.85 : 1
  pen.fill()
  pen.beginPath()
  pen.arc(foot.x, foot.y, (look === 'quiet' ? 3 : 4.5) * unit, 0, 2 * Math.PI)
  pen.fill()
  pen.lineWidth = 1.5 * unit
  pen.strokeStyle = look === 'quiet' ? 'rgb(12 12 14 / 0.55)' : '#fff'
  pen.stroke()
}
