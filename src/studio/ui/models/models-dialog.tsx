import { PackagePlus } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { Sheet } from '../dialogs/sheet'
import { AddModel } from './add-model'
import { filesDropped } from './chosen-files'
import { Facts } from './facts'
import { InUse } from './in-use'
import { ModelRow } from './model-row'
import styles from './models.module.css'
import { sizeText } from './size'

export function ModelsDialog() {
  const { t } = useTranslation()
  return (
    <Sheet name="models" title={t('models.name')} wide>
      <Contents />
    </Sheet>
  )
}

function Contents() {
  const { t } = useTranslation()
  const { models } = useCommands()
  const builtIn = useStudio((state) => state.models.builtIn)
  const list = useStudio((state) => state.models.list) ?? []
  const choice = useStudio((state) => state.models.choice)
  const storage = useStudio((state) => state.models.machine?.storage)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const { over, handlers } = useDrop((data) => void filesDropped(data).then(models.take))
  useEffect(() => {
    void models.refresh().catch(() => {})
  }, [models])
  return (
    <div className={styles.contents} {...handlers}>
      <p className={styles.quiet}>{t('models.intro')}</p>
      <InUse list={list} />
      <section className={styles.section}>
        <h3>{t('models.list')}</h3>
        <ul className={styles.list}>
          {builtIn && (
            <li className={styles.model} aria-label={builtIn.name}>
              <div className={styles.head}>
                <h4>{t('models.version', { name: builtIn.name, version: builtIn.version })}</h4>
                {choice.renders === null && <span className={styles.badge}>{t('models.used')}</span>}
                <span className={styles.quiet}>{t('models.builtIn')}</span>
              </div>
              <Facts model={builtIn} readable={false} />
            </li>
          )}
          {list.map((model) => (
            <ModelRow key={model.id} model={model} chooseFiles={() => files.current?.click()} />
          ))}
        </ul>
      </section>
      <AddModel files={files} folder={folder} />
      {storage && (
        <p className={styles.quiet}>
          {t('models.storage', { used: sizeText(storage.used), free: sizeText(storage.free) })}
        </p>
      )}
      {over && (
        <div className={styles.drop}>
          <PackagePlus size={28} strokeWidth={1.5} aria-hidden="true" />
          {t('modelAdd.dropNow')}
        </div>
      )}
    </div>
  )
}

/** Files that are dropped here are a model; elsewhere they are pictures. */
function useDrop(take: (data: DataTransfer) => void) {
  const [depth, setDepth] = useState(0)
  const own = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
  }
  return {
    over: depth > 0,
    handlers: {
      onDragEnter(event: DragEvent) {
        own(event)
        setDepth(depth + 1)
      },
      onDragOver: own,
      onDragLeave(event: DragEvent) {
        own(event)
        setDepth(Math.max(0, depth - 1))
      },
      onDrop(event: DragEvent) {
        own(event)
        setDepth(0)
        take(event.dataTransfer)
      },
    },
  }
}
