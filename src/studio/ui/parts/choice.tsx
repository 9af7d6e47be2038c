import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import styles from './fields.module.css'

interface ChoiceProps<Value extends string> {
  label: string
  quiet?: boolean
  value: Value
  options: readonly { value: Value; label: string; hint?: string; icon?: ReactNode }[]
  onChange(value: Value): void
  /** Beside each other in one bar, or large tiles with a line of explanation. */
  look?: 'bar' | 'tiles'
}

/** One of few: a radio group, walked with the arrow keys. */
export function Choice<Value extends string>({
  label,
  quiet,
  value,
  options,
  onChange,
  look = 'bar',
}: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <span id={id} className={quiet ? 'visually-hidden' : styles.label}>
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        className={styles.options}
        data-look={look}
        value={value}
        onValueChange={(next) => onChange(next as Value)}
      >
        {options.map((option) => (
          <Radio.Root key={option.value} value={option.value} className={styles.option} aria-label={option.label}>
            {option.icon}
            <span className={styles.optionName}>{option.label}</span>
            {option.hint && <span className={styles.optionHint}>{option.hint}</span>}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  )
}
