import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Toolbar } from '@base-ui/react/toolbar'
import { Tooltip } from '@base-ui/react/tooltip'
import {
  Anchor,
  Brush,
  Clapperboard,
  Film,
  Lasso,
  type LucideIcon,
  MousePointer2,
  PersonStanding,
  ScanFace,
  Snowflake,
  Spline,
  Waves,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Control } from '../../../project/project'
import { useCommands, useStudio } from '../../react'
import { type ToolName, toolNames } from '../../state'
import { phone, useMedia } from '../media'
import tipStyles from '../parts/button.module.css'
import styles from './rail.module.css'
import { ToolOptions } from './tool-options'

export const controlIcons: Record<Control['kind'], LucideIcon> = {
  trajectory: Spline,
  pin: Anchor,
  freeze: Snowflake,
  region: Lasso,
  brush: Brush,
  fluid: Waves,
  camera: Clapperboard,
  face: ScanFace,
  body: PersonStanding,
  clone: Film,
}

const toolIcons: Record<ToolName, LucideIcon> = { select: MousePointer2, ...controlIcons }

export const toolKeys: Record<ToolName, string> = {
  select: 'V',
  trajectory: 'T',
  pin: 'P',
  freeze: 'F',
  region: 'R',
  brush: 'B',
  fluid: 'U',
  camera: 'K',
  face: 'A',
  body: 'O',
  clone: 'L',
}

/** The tools, one of them pressed; on a phone the pressed one's options stand above them. */
export function Rail() {
  const { t } = useTranslation()
  const commands = useCommands()
  const tool = useStudio((state) => state.tool)
  const disabled = useStudio((state) => state.project === null)
  const isPhone = useMedia(phone)
  return (
    <div className={styles.rail}>
      <Toolbar.Root aria-label={t('tool.toolbar')} orientation="vertical" className={styles.tools}>
        <ToggleGroup
          value={[tool]}
          disabled={disabled}
          className={styles.tools}
          onValueChange={([next]) => {
            if (next) commands.set({ tool: next as ToolName })
          }}
        >
          {toolNames.map((name) => {
            const Icon = toolIcons[name]
            return (
              <Tooltip.Root key={name}>
                <Tooltip.Trigger
                  render={
                    <Toolbar.Button
                      render={<Toggle value={name} />}
                      className={styles.tool}
                      aria-label={t(`tool.${name}`)}
                    />
                  }
                >
                  <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
                  <span className={styles.name} aria-hidden="true">
                    {t(`tool.${name}`)}
                  </span>
                </Tooltip.Trigger>
                <Tooltip.Portal>
                  <Tooltip.Positioner side="right" sideOffset={8} className={tipStyles.tipPlace}>
                    <Tooltip.Popup className={tipStyles.tip}>
                      {t(`toolHint.${name}`)}
                      <kbd>{toolKeys[name]}</kbd>
                    </Tooltip.Popup>
                  </Tooltip.Positioner>
                </Tooltip.Portal>
              </Tooltip.Root>
            )
          })}
        </ToggleGroup>
      </Toolbar.Root>
      {isPhone && (
        <div className={styles.options} data-tool-options>
          <ToolOptions />
        </div>
      )}
    </div>
  )
}
