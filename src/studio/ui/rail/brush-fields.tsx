import { Eraser } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { IconButton } from '../parts/button'
import { SliderPart } from '../parts/slider-part'
import styles from './rail.module.css'

export const [smallestBrush, largestBrush] = [4, 400]

export function BrushFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const brush = useStudio((state) => state.brush)
  const change = (part: Partial<typeof brush>) => commands.set({ brush: { ...brush, ...part } })
  return (
    <fieldset className={styles.brush}>
      <legend className="visually-hidden">{t('brush.name')}</legend>
      <SliderPart
        label={t('brush.size')}
        value={brush.size}
        min={smallestBrush}
        max={largestBrush}
        step={1}
        text={(value) => t('unit.pixels', { value })}
        onChange={(size) => change({ size })}
      />
      <SliderPart
        label={t('brush.feather')}
        value={brush.feather}
        min={0}
        max={1}
        step={0.01}
        text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
        onChange={(feather) => change({ feather })}
      />
      <IconButton
        label={t('brush.erase')}
        keys="E"
        pressed={brush.erase}
        onClick={() => change({ erase: !brush.erase })}
      >
        <Eraser size={18} />
      </IconButton>
    </fieldset>
  )
}
