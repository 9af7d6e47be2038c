import 'react'

declare module 'react' {
  interface CSSProperties {
    /** A control's colour, taken up by everything that stands for it. */
    '--hue'?: string
    /** The columns of a list of numbers. */
    '--columns'?: string
  }
}
