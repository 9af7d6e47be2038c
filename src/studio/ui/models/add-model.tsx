import { FileUp, FolderUp, ScanFace } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faceModel } from '../../../media/pack/known'
import { useCommands, useStudio } from '../../react'
import { Button } from '../parts/button'
import { filesInFolder, filesOfInput } from './chosen-files'
import styles from './models.module.css'
import { Offer } from './offer'
import { sizeText } from './size'
import { Trouble } from './trouble'

type Picker = () => Promise<FileSystemDirectoryHandle>

/** From an address, from files, from a folder. */
export function AddModel({ files, folder }: Record<'files' | 'folder', RefObject<HTMLInputElement | null>>) {
  const { t } = useTranslation()
  const { models } = useCommands()
  const { coming, trouble, offer } = useStudio((state) => state.models)
  const hasFace = useStudio((state) => state.models.list?.some(({ uses }) => uses.includes('faces')) ?? true)
  const [address, setAddress] = useState('')
  const looking = coming !== null && coming.id === null
  const asked = trouble?.address
  const chooseFolder = async () => {
    const pick = (window as { showDirectoryPicker?: Picker }).showDirectoryPicker
    if (!pick) return folder.current?.click()
    // Whoever closes the picker has chosen nothing.
    const chosen = await pick().catch(() => null)
    if (chosen) await models.take(await filesInFolder(chosen))
  }
  return (
    <section className={styles.section}>
      <h3>{t('modelAdd.title')}</h3>
      <form
        className={styles.address}
        onSubmit={(event) => {
          event.preventDefault()
          void models.look(address)
        }}
      >
        <input
          type="text"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          aria-label={t('modelAdd.address')}
          placeholder={t('modelAdd.placeholder')}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" disabled={coming !== null || address.trim() === ''}>
          {t('modelAdd.look')}
        </Button>
      </form>
      {looking && <output className={styles.quiet}>{t('modelAdd.looking', { host: hostOf(address) })}</output>}
      {trouble && (trouble.id === null || trouble.id === offer?.id) && (
        <Trouble
          error={trouble.error}
          action={
            trouble.error.code === 'model-forwarded' && asked !== undefined
              ? { label: t('models.follow'), run: () => void models.look(asked, true) }
              : undefined
          }
        />
      )}
      {offer && <Offer offer={offer} />}
      <div className={styles.buttons}>
        <Button disabled={coming !== null} onClick={() => files.current?.click()}>
          <FileUp size={16} aria-hidden="true" />
          {t('modelAdd.files')}
        </Button>
        <Button disabled={coming !== null} onClick={chooseFolder}>
          <FolderUp size={16} aria-hidden="true" />
          {t('modelAdd.folder')}
        </Button>
        <span className={styles.quiet}>{t('modelAdd.drop')}</span>
      </div>
      <ChosenInput input={files} label={t('modelAdd.files')} />
      <ChosenInput input={folder} label={t('modelAdd.folder')} whole />
      {!hasFace && offer === null && (
        <div className={styles.buttons}>
          <Button disabled={coming !== null} onClick={() => void models.look(faceModel.address)}>
            <ScanFace size={16} aria-hidden="true" />
            {t('modelAdd.face', { size: sizeText(faceModel.file.bytes), licence: faceModel.licence })}
          </Button>
          <span className={styles.quiet}>{t('modelAdd.faceHint')}</span>
        </div>
      )}
      <p className={styles.quiet}>{t('modelAdd.note')}</p>
    </section>
  )
}

interface ChosenInputProps {
  input: RefObject<HTMLInputElement | null>
  label: string
  /** A folder with all that is in it. */
  whole?: boolean
}

function ChosenInput({ input, label, whole = false }: ChosenInputProps) {
  const { models } = useCommands()
  return (
    <input
      ref={input}
      type="file"
      multiple
      className="visually-hidden"
      tabIndex={-1}
      aria-hidden="true"
      aria-label={label}
      {...(whole && { webkitdirectory: '' })}
      onChange={(event) => {
        const chosen = filesOfInput(event.target.files)
        event.target.value = ''
        if (chosen.length > 0) void models.take(chosen)
      }}
    />
  )
}

function hostOf(address: string): string {
  return URL.canParse(address.trim()) ? new URL(address.trim()).host : address
}
