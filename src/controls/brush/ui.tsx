import { useTranslation } from 'react-i18next'
import { AreaShape, useCover } from '../area'
import type { FieldsProps, ShapeProps } from '../context'
import styles from '../panel.module.css'
import type { BrushState } from './state'

export function BrushShape({ state, colour, selected }: ShapeProps<BrushState>) {
  return <AreaShape mask={state.mask} colour={colour} selected={selected} density={selected ? 0.4 : 0.22} />
}

export function BrushFields({ state }: FieldsProps<BrushState>) {
  const { t } = useTranslation()
  const share = useCover(state.mask)
  return <p className={styles.note}>{t('motionBrush.share', { value: (share * 100).toFixed(1) })}</p>
}
