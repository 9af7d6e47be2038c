import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import { amountsOf } from './amounts'
import type { CameraState } from './state'

type Axis = 'x' | 'y' | 'z'

/** Which amounts a move has, and what they are called. */
const axes: Record<CameraState['move'], readonly (readonly [Axis, 'across' | 'down' | 'closer' | 'turn' | 'tilt'])[]> =
  {
    pan: [
      ['x', 'across'],
      ['y', 'down'],
    ],
    zoom: [['z', 'closer']],
    roll: [['z', 'turn']],
    orbit: [
      ['x', 'across'],
      ['y', 'down'],
    ],
    handheld: [
      ['x', 'across'],
      ['y', 'down'],
      ['z', 'tilt'],
    ],
    path: [],
  }

/** How far the camera goes, in the units of its move. */
export function AmountFields({ state, change }: Pick<FieldsProps<CameraState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { picture, parts } = useSurroundings()
  const { SliderPart } = parts
  const amounts = amountsOf(state, picture)
  const set = (axis: Axis, value: number) =>
    change({ ...state, amount: { ...(state.move === 'zoom' || state.move === 'roll' ? {} : amounts), [axis]: value } })
  const long = Math.max(picture.width, picture.height)
  return axes[state.move].map(([axis, name]) => {
    const value = amounts[axis]
    const hand = state.move === 'handheld'
    if (axis === 'z' && state.move === 'zoom')
      return (
        <SliderPart
          key={axis}
          label={t(`cameraAmount.${name}`)}
          value={value}
          min={-0.5}
          max={1}
          step={0.01}
          text={(z) => t('unit.percent', { value: Math.round(z * 100) })}
          onChange={(z) => set(axis, z)}
        />
      )
    if (axis === 'z')
      return (
        <SliderPart
          key={axis}
          label={t(`cameraAmount.${name}`)}
          value={value}
          min={hand ? 0 : -20}
          max={hand ? 3 : 20}
          step={hand ? 0.05 : 0.5}
          text={(z) => `${Math.round(z * 100) / 100}°`}
          onChange={(z) => set(axis, z)}
        />
      )
    const most = Math.round(long * (hand ? 0.04 : 0.25))
    return (
      <SliderPart
        key={axis}
        label={t(`cameraAmount.${name}`)}
        value={value}
        min={hand ? 0 : -most}
        max={most}
        step={hand ? 0.5 : 1}
        text={(pixels) => t('unit.pixels', { value: Math.round(pixels * 10) / 10 })}
        onChange={(pixels) => set(axis, pixels)}
      />
    )
  })
}
