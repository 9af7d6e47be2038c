import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './fields.module.css'

/** A part of a panel that folds away under its own heading. */
export function Fold({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <Collapsible.Root className={styles.fold} defaultOpen={open}>
      <h2 className={styles.foldHead}>
        <Collapsible.Trigger className={styles.foldButton}>
          <ChevronRight size={14} className={styles.chevron} aria-hidden="true" />
          {title}
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel className={styles.foldBody}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
