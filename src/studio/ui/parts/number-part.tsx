import { NumberField } from '@base-ui/react/number-field'
import { useId } from 'react'
import type { NumberPartProps } from '../../../controls/context'
import styles from './fields.module.css'

export function NumberPart({
  label,
  quiet,
  value,
  onChange,
  min,
  max,
  step = 1,
  digits = 0,
  unit,
  placeholder,
}: NumberPartProps) {
  const id = useId()
  return (
    <NumberField.Root
      id={id}
      className={styles.number}
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={step * 10}
      format={{ maximumFractionDigits: digits, useGrouping: false }}
      onValueChange={(next) => {
        if (next !== null || placeholder !== undefined) onChange(next)
      }}
    >
      {!quiet && (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      <NumberField.Group className={styles.box}>
        <NumberField.Input
          className={styles.input}
          aria-label={quiet ? label : undefined}
          placeholder={placeholder}
          inputMode="decimal"
        />
        {unit && <span className={styles.unit}>{unit}</span>}
      </NumberField.Group>
    </NumberField.Root>
  )
}
