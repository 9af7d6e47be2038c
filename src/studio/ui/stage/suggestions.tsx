import { Check, Cloud, Leaf, Orbit, ScanFace, Sparkles, Video, Waves, Wind, X, ZoomIn } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import type { SuggestionSubject } from '../../state'
import { usePanels } from '../panels'
import { IconButton } from '../parts/button'
import styles from './suggestions.module.css'

const icons: Record<SuggestionSubject, ComponentType<{ size: number; 'aria-hidden': true }>> = {
  sky: Cloud,
  water: Waves,
  foliage: Leaf,
  thing: Sparkles,
  face: ScanFace,
  hair: Wind,
  pushIn: ZoomIn,
  orbit: Orbit,
  handheld: Video,
}

/** What the picture could do: pointing at one plays it alone, a click keeps it. */
export function Suggestions() {
  const { t } = useTranslation()
  const commands = useCommands()
  const suggestions = useStudio((state) => state.suggestions)
  const placing = usePanels((state) => state.facePoints !== null)
  // Whoever is asked for six clicks needs all of the picture.
  if (!suggestions || placing) return null
  const { list, playing, shown } = suggestions
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form
    <div className={styles.strip} role="group" aria-label={t('suggestions.name')}>
      <p className={styles.line}>{t('suggestions.line')}</p>
      <ul className={styles.list}>
        {list.map(({ id, subject }) => {
          const Icon = icons[subject]
          const plays = shown === null ? playing.includes(id) : shown === id
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.card}
                data-playing={plays}
                title={t('suggestions.keep')}
                onPointerEnter={({ pointerType }) => pointerType !== 'touch' && commands.suggest(id)}
                onPointerLeave={() => commands.suggest(null)}
                onFocus={({ target }) => target.matches(':focus-visible') && commands.suggest(id)}
                onBlur={() => commands.suggest(null)}
                onClick={() => commands.keepSuggestion(id)}
              >
                <Icon size={16} aria-hidden />
                <span>{t(`suggestions.${subject}`)}</span>
                <Check size={14} aria-hidden className={styles.mark} />
              </button>
            </li>
          )
        })}
      </ul>
      <IconButton label={t('suggestions.close')} size="small" onClick={() => commands.dismissSuggestions()}>
        <X size={14} />
      </IconButton>
    </div>
  )
}
