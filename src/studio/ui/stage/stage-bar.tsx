import { Maximize, Minus, Plus, SplitSquareHorizontal, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { phone, useMedia } from '../media'
import { setPanels, usePanels } from '../panels'
import { Button, IconButton } from '../parts/button'
import { Choice } from '../parts/choice'
import { ToolOptions } from '../rail/tool-options'
import styles from './stage.module.css'
import { useZoom } from './use-view'

/** Along the foot of the stage: the tool's options; zoom, the compare slider and the motion made visible. */
export function StageBar() {
  const { t } = useTranslation()
  const commands = useCommands()
  const zoom = useStudio((state) => state.view.zoom)
  const compare = useStudio((state) => state.compare)
  const rendered = useStudio((state) => state.lastRender !== null)
  const dialog = usePanels((state) => state.dialog)
  const motion = usePanels((state) => state.motion)
  const zooming = useZoom()
  const isPhone = useMedia(phone)
  return (
    <div className={styles.bar}>
      {!isPhone && (
        <div className={styles.barStart}>
          <ToolOptions />
        </div>
      )}
      {compare && rendered && (
        <div className={styles.barPart} data-wide>
          <Choice
            quiet
            label={t('compare.with')}
            value={compare.with}
            options={(['preview', 'render'] as const).map((value) => ({ value, label: t(`compare.${value}`) }))}
            onChange={(beside) => commands.set({ compare: { ...compare, with: beside } })}
          />
        </div>
      )}
      <div className={styles.barPart}>
        <IconButton
          label={t('motion.show')}
          keys="M"
          side="top"
          pressed={motion !== null || dialog === 'motion'}
          onClick={() => setPanels({ motion: motion ? null : 'flow', dialog: null })}
        >
          <Waypoints size={16} />
        </IconButton>
        <IconButton
          label={t('compare.show')}
          keys="C"
          side="top"
          pressed={compare !== null}
          onClick={() => commands.set({ compare: compare ? null : { at: 0.5, with: rendered ? 'render' : 'preview' } })}
        >
          <SplitSquareHorizontal size={16} />
        </IconButton>
      </div>
      <div className={styles.barPart}>
        <IconButton label={t('zoom.out')} keys="−" side="top" onClick={() => zooming.by(1 / 1.25)}>
          <Minus size={16} />
        </IconButton>
        <Button
          look="quiet"
          className={styles.zoom}
          aria-label={t('zoom.actual', { value: Math.round(zoom * 100) })}
          onClick={zooming.actual}
        >
          {t('unit.percent', { value: Math.round(zoom * 100) })}
        </Button>
        <IconButton label={t('zoom.in')} keys="+" side="top" onClick={() => zooming.by(1.25)}>
          <Plus size={16} />
        </IconButton>
        <IconButton label={t('zoom.fit')} keys="0" side="top" onClick={zooming.fit}>
          <Maximize size={15} />
        </IconButton>
      </div>
    </div>
  )
}
