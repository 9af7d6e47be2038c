import { useTranslation } from 'react-i18next'
import { AreaShape, useCover } from '../area'
import type { FieldsProps, ShapeProps } from '../context'
import styles from '../panel.module.css'
import type { FreezeState } from './state'

export function FreezeShape({ state, colour, selected }: ShapeProps<FreezeState>) {
  return <AreaShape mask={state.mask} colour={colour} selected={selected} density={selected ? 0.46 : 0.3} />
}

export function FreezeFields({ state }: FieldsProps<FreezeState>) {
  const { t } = useTranslation()
  const share = useCover(state.mask)
  return <p className={styles.note}>{t('freeze.share', { value: (share * 100).toFixed(1) })}</p>
}
