import type { ReactNode } from 'react'
import styles from './rows.module.css'

interface RowsProps {
  legend: string
  /** What each column holds, a sign or a short word; seen only, for the fields have names of their own. */
  heads: readonly ReactNode[]
  /** Buttons at the end of each row. */
  buttons: number
  children: ReactNode
}

/** A numbered list of places in numbers: points of a path, keyframes, arrows. */
export function Rows({ legend, heads, buttons, children }: RowsProps) {
  const columns = `24px repeat(${heads.length}, 1fr) repeat(${buttons}, 24px)`
  return (
    <fieldset className={styles.rows} style={{ '--columns': columns }}>
      <legend>{legend}</legend>
      <ol>
        <li className={styles.heads} aria-hidden="true">
          <span />
          {heads.map((head, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have nothing but their place
            <span key={column}>{head}</span>
          ))}
        </li>
        {children}
      </ol>
    </fieldset>
  )
}

interface RowProps {
  number: number
  /** The name of its number, which chooses it on the stage. */
  label: string
  active: boolean
  choose(): void
  children: ReactNode
}

export function Row({ number, label, active, choose, children }: RowProps) {
  return (
    <li data-active={active || undefined}>
      <button type="button" className={styles.number} aria-pressed={active} aria-label={label} onClick={choose}>
        {number}
      </button>
      {children}
    </li>
  )
}
