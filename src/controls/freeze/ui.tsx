import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Image } from 'react-konva'
import { tinted } from '../../core/tint'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import type { FreezeState } from './state'
import styles from './ui.module.css'

/** A translucent hue with a soft outline where the mask's border runs. */
export function FreezeShape({ state, colour, selected }: ShapeProps<FreezeState>) {
  const { picture } = useSurroundings()
  const image = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = state.mask.width
    canvas.height = state.mask.height
    const { data } = tinted(state.mask, colour, selected ? 0.46 : 0.3)
    canvas.getContext('2d')?.putImageData(new ImageData(data, canvas.width, canvas.height), 0, 0)
    return canvas
  }, [state.mask, colour, selected])
  return <Image listening={false} image={image} width={picture.width} height={picture.height} />
}

export function FreezeFields({ state }: FieldsProps<FreezeState>) {
  const { t } = useTranslation()
  const share = useMemo(() => {
    let sum = 0
    for (const value of state.mask.data) sum += value
    return sum / 255 / state.mask.data.length
  }, [state.mask])
  return <p className={styles.share}>{t('freeze.share', { value: (share * 100).toFixed(1) })}</p>
}
