import 'react'

declare module 'react' {
  interface CSSProperties {
    /** A control's colour, taken up by everything that stands for it. */
    '--hue'?: string
  }
}
