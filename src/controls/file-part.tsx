import type { ReactNode } from 'react'
import styles from './file-part.module.css'

/** What opens a file: looks like a button, works by keyboard, and takes the same file again. */
export function FilePart({
  accept,
  busy,
  wide,
  onFile,
  children,
}: {
  /** As of an input. */
  accept: string
  /** A file is being read: no other is taken. */
  busy: boolean
  wide?: boolean
  onFile(file: File): void
  /** Its icon and its words, which are its name. */
  children: ReactNode
}) {
  return (
    <label className={styles.file} data-wide={wide || undefined} data-busy={busy || undefined}>
      {children}
      <input
        type="file"
        accept={accept}
        disabled={busy}
        className="visually-hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}
