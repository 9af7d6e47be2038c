import type { ReactNode } from 'react'

/** What opens a file: looks like a button, works by keyboard, and takes the same file again. */
export function FilePart({
  accept,
  busy,
  className,
  wide,
  onFile,
  children,
}: {
  /** As of an input. */
  accept: string
  /** A file is being read: no other is taken. */
  busy: boolean
  className?: string
  wide?: boolean
  onFile(file: File): void
  /** Its icon and its words, which are its name. */
  children: ReactNode
}) {
  return (
    <label className={className} data-wide={wide || undefined} data-busy={busy || undefined}>
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
