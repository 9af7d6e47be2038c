import { parse } from 'valibot'
import { cameraHints } from '../../../../src/controls/camera/hints'
import { type PresetName, presetMove, presetNames } from '../../../../src/controls/camera/presets-list'
import { cameraState } from '../../../../src/controls/camera/state'
import type { Picture } from '../../../../src/core/image'
import { compose } from '../../../../src/motion/compose'
import { buildField } from '../../../../src/motion/field'

export { presetNames }

/** The picture at the end of a preset, from 0 to 1 along it. */
export function filmed(still: Picture, name: PresetName, along: number): Picture {
  const span = 2
  const state = parse(cameraState, { kind: 'camera', ...presetMove(name, Math.max(still.width, still.height)) })
  const hints = cameraHints('camera', state, { span, period: null }, still)
  const nothing = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' as const }
  return compose(buildField(still, still, hints, nothing), { still, plate: null }, span * along, still)
}
