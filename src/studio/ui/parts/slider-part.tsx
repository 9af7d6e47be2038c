import { Slider } from '@base-ui/react/slider'
import { useId } from 'react'
import type { SliderPartProps } from '../../../controls/context'
import styles from './fields.module.css'

export function SliderPart({ label, value, onChange, min, max, step, text }: SliderPartProps) {
  const id = useId()
  return (
    <Slider.Root
      className={styles.slider}
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={step * 10}
      thumbAlignment="edge"
      onValueChange={(next) => onChange(next)}
    >
      <div className={styles.sliderHead}>
        <span id={id}>{label}</span>
        <span className={styles.value}>{text(value)}</span>
      </div>
      <Slider.Control className={styles.control}>
        <Slider.Track className={styles.track}>
          <Slider.Indicator className={styles.indicator} />
          <Slider.Thumb className={styles.thumb} aria-labelledby={id} getAriaValueText={(_, at) => text(at)} />
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  )
}
