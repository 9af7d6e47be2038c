import { AppWindow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSurroundings } from '../context'
import styles from './ui.module.css'

/** Colours that programs for calls and recording take out. */
const keys = { green: '#00b140', blue: '#0047bb' } as const
const backgrounds = ['own', 'green', 'blue', 'colour'] as const

/** A clean window of the portrait, and what lies behind the figure in it. */
export function WindowFields() {
  const { t } = useTranslation()
  const { popOut, parts } = useSurroundings()
  const { ChoicePart } = parts
  const open = popOut.useState()
  const colour = open?.background ?? null
  const chosen = colour === null ? 'own' : colour === keys.green ? 'green' : colour === keys.blue ? 'blue' : 'colour'
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-pressed={open !== null}
        onClick={open ? popOut.close : popOut.open}
      >
        <AppWindow size={15} aria-hidden="true" />
        {t(open ? 'popOut.close' : 'popOut.open')}
      </button>
      {open && !open.keyable && <p className={styles.note}>{t('popOut.noFigure')}</p>}
      {open?.keyable && (
        <ChoicePart
          label={t('popOut.background')}
          value={chosen}
          options={backgrounds.map((value) => ({ value, label: t(`popOutColour.${value}`) }))}
          onChange={(value) =>
            popOut.background(value === 'own' ? null : value === 'green' || value === 'blue' ? keys[value] : '#808080')
          }
        />
      )}
      {open?.keyable && chosen === 'colour' && (
        <input
          type="color"
          aria-label={t('popOutColour.colour')}
          value={colour ?? '#808080'}
          onChange={(event) => popOut.background(event.target.value)}
        />
      )}
    </>
  )
}
