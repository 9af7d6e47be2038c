import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { nameOf } from '../control-names'
import { hueColour } from '../hues'
import { shareOfFrame } from './axis'
import { ClipBar } from './clip-bar'
import styles from './timeline.module.css'

/** One row a control, its clip in its own hue. */
export function Tracks() {
  const { t } = useTranslation()
  const commands = useCommands()
  const saved = useStudio((state) => state.project?.controls)
  const gesture = useStudio((state) => state.gesture)
  const settings = useStudio((state) => state.project?.settings)
  const selection = useStudio((state) => state.selection)
  const controls = gesture ?? saved ?? []
  if (!settings || controls.length === 0) return null
  return (
    <div className={styles.tracks}>
      {controls.toReversed().map((control) => (
        <div
          key={control.id}
          // What is selected is in sight.
          ref={control.id === selection ? intoView : undefined}
          className={styles.line}
          data-selected={control.id === selection || undefined}
          data-hidden={control.hidden || undefined}
          style={{ '--hue': hueColour(control.hue) }}
        >
          <button
            type="button"
            className={styles.lineName}
            tabIndex={-1}
            onClick={() => commands.set({ selection: control.id })}
          >
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.lineText}>{nameOf(control, controls, t)}</span>
          </button>
          <ClipBar control={control} name={nameOf(control, controls, t)} settings={settings} />
        </div>
      ))}
      <PlayLine />
    </div>
  )
}

function intoView(row: HTMLDivElement | null) {
  row?.scrollIntoView({ block: 'nearest' })
}

function PlayLine() {
  const settings = useStudio((state) => state.project?.settings)
  const frame = useStudio((state) => state.frame)
  if (!settings) return null
  return (
    <div className={styles.playLane} aria-hidden="true">
      <span className={styles.playLine} style={{ left: `${shareOfFrame(settings, frame) * 100}%` }} />
    </div>
  )
}
