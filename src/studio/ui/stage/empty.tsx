import { ImagePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { Button } from '../parts/button'
import { useAttempt } from '../use-studio'
import styles from './stage.module.css'

/** Nothing is open: a place to drop a picture, and samples to begin with. */
export function Empty() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const samples = useStudio((state) => state.samples)
  const language = useStudio((state) => state.language)
  return (
    <div className={styles.empty}>
      <ImagePlus size={40} strokeWidth={1.25} aria-hidden="true" />
      <h1>{t('empty.title')}</h1>
      <p>{t('empty.formats')}</p>
      <Button look="primary" onClick={() => document.getElementById('open-picture')?.click()}>
        {t('action.choose')}
      </Button>
      {samples.length > 0 && (
        <>
          <h2>{t('empty.samples')}</h2>
          <ul>
            {samples.slice(0, 3).map((sample) => (
              <li key={sample.id}>
                <button type="button" onClick={() => attempt(() => commands.openSample(sample.id))}>
                  <img src={sample.picture} alt="" />
                  <span>{sample.name[language]}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
