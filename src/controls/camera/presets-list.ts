import type { CameraState } from './state'

export const presetNames = [
  'panLeft',
  'panRight',
  'pushIn',
  'pullOut',
  'roll',
  'orbit',
  'dollyZoom',
  'handheld',
] as const
export type PresetName = (typeof presetNames)[number]

type Move = Pick<CameraState, 'move' | 'amount' | 'parallax' | 'keys'>

/** What each preset says; amounts of pixels are shares of the picture's long side. */
const presets: Record<PresetName, Omit<Move, 'keys'>> = {
  panLeft: { move: 'pan', amount: { x: -0.08, y: 0 }, parallax: 0 },
  panRight: { move: 'pan', amount: { x: 0.08, y: 0 }, parallax: 0 },
  pushIn: { move: 'zoom', amount: { z: 0.25 }, parallax: 0.4 },
  pullOut: { move: 'zoom', amount: { z: -0.15 }, parallax: 0 },
  roll: { move: 'roll', amount: { z: 5 }, parallax: 0 },
  orbit: { move: 'orbit', amount: { x: 0.06, y: 0 }, parallax: 0 },
  dollyZoom: { move: 'zoom', amount: { z: 0.15 }, parallax: -1 },
  handheld: { move: 'handheld', amount: { x: 0.008, y: 0.006, z: 0.35 }, parallax: 0 },
}

/** The preset for a picture whose long side is `longSide` pixels. */
export function presetMove(name: PresetName, longSide: number): Move {
  const { move, amount, parallax } = presets[name]
  const whole = (share: number | undefined) => (share === undefined ? {} : Math.round(share * longSide * 10) / 10)
  const { x, y, z } = { x: whole(amount.x), y: whole(amount.y), z: amount.z }
  return {
    move,
    amount: {
      ...(typeof x === 'number' ? { x } : {}),
      ...(typeof y === 'number' ? { y } : {}),
      ...(z === undefined ? {} : { z }),
    },
    parallax,
    keys: [],
  }
}

/** The preset that a camera is, its amounts aside; null: none of them. */
export function presetOf({ move, amount, parallax }: Move): PresetName | null {
  switch (move) {
    case 'pan':
      if (Math.abs(amount.y ?? 0) > Math.abs(amount.x ?? 0)) return null
      return (amount.x ?? 0) < 0 ? 'panLeft' : 'panRight'
    case 'zoom':
      if (parallax < 0) return 'dollyZoom'
      return (amount.z ?? 0) < 0 ? 'pullOut' : 'pushIn'
    case 'path':
      return null
    default:
      return move
  }
}
