import type { Point } from '../../core/geometry'
import type { Frame } from './frames'
import { cornersOf } from './frames'

type Pen = CanvasRenderingContext2D

const dark = 'rgb(12 12 14 / 0.6)'

/** What the camera sees at a keyframe: a rectangle, its corners to pull at, its middle to carry it by. `unit`: a CSS pixel. */
export function drawFrame(pen: Pen, frame: Frame, colour: string, active: boolean, unit: number): void {
  const corners = cornersOf(frame)
  for (const [style, width] of [
    [dark, 4],
    [colour, active ? 2.5 : 1.75],
  ] as const) {
    pen.strokeStyle = style
    pen.lineWidth = width * unit
    pen.lineJoin = 'round'
    outline(pen, corners)
    pen.stroke()
  }
  for (const corner of corners) dot(pen, corner, (active ? 5 : 4) * unit, '#fff', colour, unit)
  dot(pen, frame, (active ? 8 : 6.5) * unit, colour, '#fff', unit)
}

/** The same without handles, for a camera that is not at hand. */
export function drawQuietFrame(pen: Pen, frame: Frame, colour: string, unit: number): void {
  pen.strokeStyle = colour
  pen.lineWidth = 1.5 * unit
  outline(pen, cornersOf(frame))
  pen.stroke()
}

/** Which keyframe a frame is, inside its upper left corner. */
export function drawNumber(pen: Pen, frame: Frame, text: string, unit: number): void {
  const [corner] = cornersOf(frame)
  pen.font = `600 ${12 * unit}px system-ui, sans-serif`
  pen.textAlign = 'left'
  pen.textBaseline = 'top'
  pen.lineJoin = 'round'
  pen.lineWidth = 3 * unit
  pen.strokeStyle = dark
  pen.strokeText(text, corner.x + 8 * unit, corner.y + 7 * unit)
  pen.fillStyle = '#fff'
  pen.fillText(text, corner.x + 8 * unit, corner.y + 7 * unit)
}

/** The way of the frame's middle, as a line of dots. */
export function drawWay(pen: Pen, places: readonly Point[], colour: string, unit: number): void {
  pen.setLineDash([1 * unit, 7 * unit])
  pen.lineCap = 'round'
  for (const [style, width] of [
    [dark, 5],
    [colour, 3],
  ] as const) {
    pen.strokeStyle = style
    pen.lineWidth = width * unit
    pen.beginPath()
    places.forEach((place, index) => {
      if (index === 0) pen.moveTo(place.x, place.y)
      else pen.lineTo(place.x, place.y)
    })
    pen.stroke()
  }
  pen.setLineDash([])
}

function outline(pen: Pen, corners: readonly Point[]): void {
  pen.beginPath()
  corners.forEach((corner, index) => {
    if (index === 0) pen.moveTo(corner.x, corner.y)
    else pen.lineTo(corner.x, corner.y)
  })
  pen.closePath()
}

function dot(pen: Pen, at: Point, radius: number, fill: string, line: string, unit: number): void {
  pen.beginPath()
  pen.arc(at.x, at.y, radius, 0, 2 * Math.PI)
  pen.fillStyle = fill
  pen.fill()
  pen.strokeStyle = line
  pen.lineWidth = 2 * unit
  pen.stroke()
}
