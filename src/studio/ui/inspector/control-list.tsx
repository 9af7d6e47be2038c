import { Eye, EyeOff, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Control } from '../../../project/project'
import { useCommands, useStudio } from '../../react'
import { nameOf } from '../control-names'
import { hueColour } from '../hues'
import { IconButton } from '../parts/button'
import { controlIcons } from '../rail/rail'
import { useNudge } from '../use-nudge'
import { useAttempt } from '../use-studio'
import styles from './inspector.module.css'
import { type RowGrip, useRowDrag } from './use-row-drag'

/** Every control on the stage as a row: what the canvas cannot say to a screen reader is said here. */
export function ControlList() {
  const { t } = useTranslation()
  const controls = useStudio((state) => state.project?.controls) ?? []
  // In front first, as the eye meets them.
  const shown = controls.toReversed()
  const list = useRef<HTMLUListElement>(null)
  const gripOf = useRowDrag(
    list,
    shown.map(({ id }) => id),
  )
  return (
    <div className={styles.list}>
      <h2 id="controls-title">{t('controls.name')}</h2>
      <ul ref={list} aria-labelledby="controls-title">
        {shown.map((control) => (
          <Row key={control.id} control={control} controls={controls} grip={gripOf(control.id)} />
        ))}
      </ul>
      {controls.length === 0 && <p>{t('controls.empty')}</p>}
    </div>
  )
}

interface RowProps {
  control: Control
  controls: readonly Control[]
  grip: RowGrip
}

function Row({ control, controls, grip }: RowProps) {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const nudge = useNudge()
  const selected = useStudio((state) => state.selection === control.id)
  const [naming, setNaming] = useState(false)
  const name = nameOf(control, controls, t)
  const Icon = controlIcons[control.kind]
  const rename = (next: string) => {
    setNaming(false)
    if (next !== control.name && next !== name) void attempt(() => commands.update(control.id, { name: next.trim() }))
  }
  const remove = () => void attempt(() => commands.remove(control.id))
  const key = (event: React.KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'F2') setNaming(true)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove()
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      commands.reorder(
        control.id,
        Math.max(0, controls.findIndex(({ id }) => id === control.id) + (event.key === 'ArrowUp' ? 1 : -1)),
      )
    else if (!nudge(control.id, event.nativeEvent)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      className={styles.row}
      data-selected={selected || undefined}
      data-hidden={control.hidden || undefined}
      data-drop={grip.drop}
      style={{ '--hue': hueColour(control.hue) }}
    >
      <span className={styles.swatch} aria-hidden="true" title={t('controls.drag')} {...grip.handlers}>
        <Icon size={14} strokeWidth={2.25} />
      </span>
      {naming ? (
        <input
          className={styles.rename}
          aria-label={t('controls.rename', { name })}
          defaultValue={name}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
          autoFocus
          maxLength={200}
          onFocus={(event) => event.target.select()}
          onBlur={(event) => rename(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename(event.currentTarget.value)
            if (event.key === 'Escape') setNaming(false)
            event.stopPropagation()
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.rowName}
          aria-pressed={selected}
          aria-keyshortcuts="F2 Delete"
          onClick={() => commands.set({ selection: control.id })}
          onDoubleClick={() => setNaming(true)}
          onKeyDown={key}
        >
          {name}
        </button>
      )}
      <IconButton
        size="small"
        side="top"
        label={t(control.hidden ? 'controls.show' : 'controls.hide', { name })}
        onClick={() => attempt(() => commands.update(control.id, { hidden: !control.hidden }))}
      >
        {control.hidden ? <EyeOff size={14} /> : <Eye size={14} />}
      </IconButton>
      <IconButton size="small" side="top" label={t('controls.remove', { name })} onClick={remove}>
        <Trash2 size={14} />
      </IconButton>
    </li>
  )
}
