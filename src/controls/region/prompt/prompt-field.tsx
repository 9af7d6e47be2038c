import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import panel from '../../panel.module.css'
import type { MotionName } from './motions/names'
import styles from './ui.module.css'
import { type Completion, completions } from './words/complete'
import { type Language, motionPhrases } from './words/names'
import { parsePrompt } from './words/parse'

interface PromptFieldProps {
  prompt: string
  language: Language
  /** Motions that suit the thing, offered first. */
  fitting: readonly MotionName[]
  pick(prompt: string): void
  preview(prompt: string | null): void
}

/** The phrase, with a list of ways to go on that is walked with the arrow keys and played as it is walked. */
export function PromptField({ prompt, language, fitting, pick, preview }: PromptFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState(prompt)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  useEffect(() => setText(prompt), [prompt])
  const offers = open ? completions(text, language, fitting) : []
  const unknown = parsePrompt(text).unknown

  const show = (next: string) => preview(parsePrompt(next).motion ? next : null)
  const type = (next: string) => {
    setText(next)
    setOpen(true)
    setActive(-1)
    show(next)
  }
  const take = (next: string) => {
    setText(next)
    setOpen(false)
    setActive(-1)
    preview(null)
    if (next.trim() !== prompt) pick(next.trim())
  }
  const step = (by: number) => {
    if (!open) return setOpen(true)
    const next =
      offers.length === 0 ? -1 : (active + by + offers.length + (active < 0 && by < 0 ? 1 : 0)) % offers.length
    setActive(next)
    const offer = offers[next]
    if (offer) show(offer.phrase)
  }

  return (
    <div className={styles.prompt}>
      <label htmlFor={`${id}-field`} className={panel.label}>
        {t('prompt.name')}
      </label>
      <input
        id={`${id}-field`}
        className={`${panel.field} ${styles.phrase}`}
        role="combobox"
        aria-expanded={offers.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        placeholder={t('prompt.example')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => take(text)}
        onKeyDown={(event) => {
          // While a Chinese word is being composed its keys belong to the input method.
          if (event.nativeEvent.isComposing) return
          const offer = offers[active]
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1)
          else if (event.key === 'Enter') take(offer?.phrase ?? text)
          else if (event.key === 'Tab' && offer) take(offer.phrase)
          else if (event.key === 'Escape' && open) {
            setOpen(false)
            setText(prompt)
            preview(null)
          } else return
          event.stopPropagation()
          if (event.key !== 'Tab') event.preventDefault()
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('prompt.offers')}
        hidden={offers.length === 0}
        className={styles.offers}
      >
        {offers.map((offer, index) => (
          <Offer
            key={offer.phrase}
            id={`${id}-${index}`}
            offer={offer}
            language={language}
            active={index === active}
            point={() => {
              setActive(index)
              show(offer.phrase)
            }}
            take={() => take(offer.phrase)}
          />
        ))}
      </div>
      <div aria-live="polite">
        {!open &&
          unknown.map((word) => (
            <p key={word.start} className={panel.note}>
              {t(word.nearest.length > 0 ? 'prompt.unknownNear' : 'prompt.unknown', { word: word.text })}
              {word.nearest.map((near) => (
                <button
                  key={near}
                  type="button"
                  className={styles.near}
                  onClick={() => take(text.slice(0, word.start) + near + text.slice(word.end))}
                >
                  {near}
                </button>
              ))}
            </p>
          ))}
      </div>
    </div>
  )
}

interface OfferProps {
  id: string
  offer: Completion
  language: Language
  active: boolean
  point(): void
  take(): void
}

function Offer({ id, offer, language, active, point, take }: OfferProps) {
  const other = offer.motion && motionPhrases[offer.motion][language]
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={styles.offer}
      // A list that opens under a pointer at rest must not choose for one who types.
      onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && !active && point()}
      // Before the field loses the focus.
      onPointerDown={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <span>{offer.phrase}</span>
      {other && !offer.phrase.includes(other) && <span className={styles.other}>{other}</span>}
    </div>
  )
}
