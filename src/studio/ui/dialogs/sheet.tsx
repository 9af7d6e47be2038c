import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type DialogName, setPanels, usePanels } from '../panels'
import styles from './dialogs.module.css'

interface SheetProps {
  name: DialogName
  title: string
  /** Room for a list. */
  wide?: boolean
  children: ReactNode
}

/** A dialog by its name; one is open at a time. */
export function Sheet({ name, title, wide, children }: SheetProps) {
  const { t } = useTranslation()
  const popup = useRef<HTMLDivElement>(null)
  const open = usePanels((state) => state.dialog === name)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setPanels({ dialog: next ? name : null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          className={styles.sheet}
          data-wide={wide}
          // Where there is something to choose, the choice is what one is here for.
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]') ?? true}
          ref={popup}
        >
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <Dialog.Close className={styles.close} aria-label={t('dialog.close')}>
              <X size={18} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
