import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptModel, ModelUse } from '../../models/state'
import { useCommands, useStudio } from '../../react'
import { Button, IconButton } from '../parts/button'
import { ComingBar } from './coming-bar'
import { Facts } from './facts'
import styles from './models.module.css'
import { sizeText } from './size'
import { Trouble } from './trouble'

/** A model that is kept, or on its way. @param chooseFiles opens the person's files */
export function ModelRow({ model, chooseFiles }: { model: KeptModel; chooseFiles(): void }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const coming = useStudio((state) => state.models.coming)
  const trouble = useStudio((state) => state.models.trouble)
  const choice = useStudio((state) => state.models.choice)
  const [sure, setSure] = useState(false)
  const mine = coming?.id === model.id ? coming : null
  const used = (Object.keys(choice) as ModelUse[]).some((use) => choice[use] === model.id)
  const canGo = !coming && (!model.complete || model.broken)
  const ownFiles = model.record.source === null
  const go = (forwarded?: boolean) => void commands.models.resume(model.id, forwarded)
  const action =
    trouble?.error.code === 'model-forwarded' ? { label: t('models.follow'), run: () => go(true) } : undefined
  return (
    <li className={styles.model} aria-label={model.name}>
      <div className={styles.head}>
        <h4>{t('models.version', { name: model.name, version: model.version })}</h4>
        {model.broken ? (
          <span className={styles.badge} data-look="danger">
            {t('models.broken')}
          </span>
        ) : (
          used && <span className={styles.badge}>{t('models.used')}</span>
        )}
        <IconButton
          label={t('models.remove', { name: model.name })}
          size="small"
          side="left"
          disabled={coming !== null}
          onClick={() => setSure(!sure)}
        >
          <Trash2 size={14} />
        </IconButton>
      </div>
      <Facts model={model} readable={model.complete} />
      {(mine || !model.complete) && <ComingBar model={model} coming={mine} />}
      {trouble?.id === model.id && <Trouble error={trouble.error} action={action} />}
      {canGo && !action && (
        <div className={styles.buttons}>
          {ownFiles ? (
            <Button onClick={chooseFiles}>{t('models.chooseAgain')}</Button>
          ) : (
            <Button look="primary" onClick={() => go()}>
              {model.broken ? t('models.mend') : trouble?.id === model.id ? t('models.again') : t('models.go')}
            </Button>
          )}
        </div>
      )}
      {sure && !coming && (
        <div className={styles.buttons}>
          <span>{t('models.removeSure', { size: sizeText(model.have) })}</span>
          <Button look="danger" onClick={() => void commands.models.remove(model.id)}>
            {t('models.removeYes')}
          </Button>
          <Button onClick={() => setSure(false)}>{t('models.removeNo')}</Button>
        </div>
      )}
    </li>
  )
}
