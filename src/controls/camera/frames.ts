import type { Point, Size } from '../../core/geometry'
import { amountsOf } from './amounts'
import type { CameraKey, CameraState } from './state'

/** What the camera sees at a keyframe, drawn on the picture: a rectangle about a middle, turned clockwise. */
export interface Frame extends Point, Size {
  /** Radians. */
  roll: number
}

/** The frames of a camera that can be shown and taken hold of: where it gets to. An orbit and a hand have none. */
export function framesOf(state: CameraState, picture: Size): Frame[] {
  const { x, y, z } = amountsOf(state, picture)
  switch (state.move) {
    case 'pan':
      return [frameOf({ x, y, zoom: 1, roll: 0 }, picture)]
    case 'zoom':
      return [frameOf({ x: 0, y: 0, zoom: 1 + Math.max(-0.75, z), roll: 0 }, picture)]
    case 'roll':
      return [frameOf({ x: 0, y: 0, zoom: 1, roll: z }, picture)]
    case 'path':
      return state.keys.map((key) => frameOf(key, picture))
    default:
      return []
  }
}

function frameOf({ x, y, zoom, roll }: CameraKey, picture: Size): Frame {
  return {
    x: picture.width / 2 + x,
    y: picture.height / 2 + y,
    width: picture.width / zoom,
    height: picture.height / zoom,
    roll: (roll * Math.PI) / 180,
  }
}

/** The corners from the upper left on, clockwise. */
export function cornersOf({ x, y, width, height, roll }: Frame): [Point, Point, Point, Point] {
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)]
  const corner = (across: number, down: number): Point => {
    const [dx, dy] = [(across * width) / 2, (down * height) / 2]
    return { x: x + dx * cos - dy * sin, y: y + dx * sin + dy * cos }
  }
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}
