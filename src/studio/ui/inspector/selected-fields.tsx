import { ArrowDownToLine, ArrowUpToLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ControlSurroundingsProvider } from '../../../controls/context'
import type { ControlInput, ControlState } from '../../../controls/registry'
import { ControlFields } from '../../../controls/surface'
import type { Control } from '../../../project/project'
import { useCommands, useStudio } from '../../react'
import { nameOf } from '../control-names'
import { hueColour } from '../hues'
import { setPanels, usePanels } from '../panels'
import { Button } from '../parts/button'
import { Fold } from '../parts/fold'
import { useSurroundingsValue } from '../surroundings'
import { useControlPreview } from '../use-control-preview'
import { useAttempt } from '../use-studio'
import styles from './inspector.module.css'

/** Everything about the selected control. */
export function SelectedFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const saved = useStudio((state) => state.project?.controls)
  const gesture = useStudio((state) => state.gesture)
  const selection = useStudio((state) => state.selection)
  const activePoint = usePanels((state) => state.activePoint)
  const surroundings = useSurroundingsValue()
  const preview = useControlPreview()
  // What is only pointed at does not change what the fields say.
  const controls = (preview.on ? null : gesture) ?? saved ?? []
  const index = controls.findIndex(({ id }) => id === selection)
  const control = controls[index]
  if (!control || !surroundings) return null
  const name = nameOf(control, controls, t)
  return (
    <div style={{ '--hue': hueColour(control.hue) }}>
      <Fold title={name} open key={control.id}>
        <label className={styles.nameField}>
          <span>{t('controls.nameField')}</span>
          <input
            key={control.name}
            defaultValue={control.name}
            placeholder={name}
            maxLength={200}
            onBlur={(event) => {
              const next = event.target.value.trim()
              if (next !== control.name) void attempt(() => commands.update(control.id, { name: next }))
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur()
            }}
          />
        </label>
        <ControlSurroundingsProvider value={surroundings}>
          <ControlFields
            state={control}
            activePoint={activePoint}
            activate={(point) => setPanels({ activePoint: point })}
            preview={(next) =>
              preview.show(
                next && controls.map((one) => (one.id === control.id ? ({ ...one, ...next } as Control) : one)),
              )
            }
            change={(next) => {
              preview.keep()
              void attempt(() => commands.update(control.id, ownFields(next)))
            }}
          />
        </ControlSurroundingsProvider>
        {(control.kind === 'trajectory' || control.kind === 'region') && (
          <div className={styles.buttons}>
            <Button
              disabled={index === controls.length - 1}
              onClick={() => commands.reorder(control.id, controls.length - 1)}
            >
              <ArrowUpToLine size={14} aria-hidden="true" />
              {t('controls.toFront')}
            </Button>
            <Button disabled={index === 0} onClick={() => commands.reorder(control.id, 0)}>
              <ArrowDownToLine size={14} aria-hidden="true" />
              {t('controls.toBack')}
            </Button>
          </div>
        )}
      </Fold>
    </div>
  )
}

/** What a control's own fields have changed, without what every control has beside it. */
function ownFields(state: ControlState): Partial<ControlInput> {
  const { id, name, hidden, hue, ...own } = state as Control
  return own as Partial<ControlInput>
}
