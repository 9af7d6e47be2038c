import { useTranslation } from 'react-i18next'
import type { MotionName } from './motions/names'
import styles from './ui.module.css'
import { type Language, motionPhrases } from './words/names'

interface ChipsProps {
  names: readonly MotionName[]
  chosen: MotionName | null
  language: Language
  pick(prompt: string): void
  /** Plays one while it is pointed at; null: no longer. */
  preview(prompt: string | null): void
}

/** Motions that suit the thing: pointing at one plays it, a click keeps it. */
export function Chips({ names, chosen, language, pick, preview }: ChipsProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.chips} onPointerLeave={() => preview(null)}>
      <legend className="visually-hidden">{t('prompt.suggestions')}</legend>
      {names.map((name) => {
        const phrase = motionPhrases[name][language]
        return (
          <button
            key={name}
            type="button"
            className={styles.chip}
            aria-pressed={name === chosen}
            onPointerEnter={(event) => event.pointerType !== 'touch' && preview(phrase)}
            onFocus={(event) => event.currentTarget.matches(':focus-visible') && preview(phrase)}
            onBlur={() => preview(null)}
            onClick={() => pick(phrase)}
          >
            {phrase}
          </button>
        )
      })}
    </fieldset>
  )
}
