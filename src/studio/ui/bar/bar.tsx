import { Download, FolderOpen, HelpCircle, Package, PanelRight, Redo2, Save, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { narrow, phone, useMedia } from '../media'
import { setPanels, usePanels } from '../panels'
import { Button, IconButton } from '../parts/button'
import styles from './bar.module.css'
import { LanguageMenu, MoreMenu, SampleMenu, ThemeMenu } from './menus'
import { OpenInput } from './open-input'
import { ProjectName } from './project-name'
import { RenderButton } from './render-button'
import { useSaveProject } from './use-save-project'

export function Bar() {
  const { t } = useTranslation()
  const commands = useCommands()
  const isPhone = useMedia(phone)
  const isNarrow = useMedia(narrow)
  const open = useStudio((state) => state.project !== null)
  const canUndo = useStudio((state) => state.canUndo)
  const canRedo = useStudio((state) => state.canRedo)
  const inspector = usePanels((state) => state.inspector) ?? !isNarrow
  const save = useSaveProject()
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <img className={styles.brand} src="./icon.svg" alt="" />
        <ProjectName />
        <span className={styles.rule} />
        <IconButton label={t('bar.undo')} keys={t('keys.undo')} disabled={!canUndo} onClick={() => commands.undo()}>
          <Undo2 size={18} />
        </IconButton>
        <IconButton label={t('bar.redo')} keys={t('keys.redo')} disabled={!canRedo} onClick={() => commands.redo()}>
          <Redo2 size={18} />
        </IconButton>
      </div>
      <div className={styles.end}>
        <OpenInput />
        <IconButton
          label={t('bar.open')}
          keys={t('keys.open')}
          onClick={() => document.getElementById('open-picture')?.click()}
        >
          <FolderOpen size={18} />
        </IconButton>
        {isPhone ? (
          <MoreMenu />
        ) : (
          <>
            <SampleMenu />
            <IconButton label={t('bar.save')} keys={t('keys.save')} disabled={!open} onClick={save}>
              <Save size={18} />
            </IconButton>
            <IconButton label={t('models.open')} onClick={() => setPanels({ dialog: 'models' })}>
              <Package size={18} />
            </IconButton>
            <span className={styles.rule} />
            <LanguageMenu />
            <ThemeMenu />
            <IconButton label={t('bar.shortcuts')} keys="?" onClick={() => setPanels({ dialog: 'shortcuts' })}>
              <HelpCircle size={18} />
            </IconButton>
          </>
        )}
        <IconButton
          label={t('bar.inspector')}
          keys="I"
          pressed={inspector}
          onClick={() => setPanels({ inspector: !inspector })}
        >
          <PanelRight size={18} />
        </IconButton>
        <span className={styles.rule} />
        <RenderButton compact={isPhone} />
        <Button
          look="primary"
          className={styles.main}
          aria-label={t('bar.export')}
          disabled={!open}
          onClick={() => setPanels({ dialog: 'export' })}
        >
          <Download size={16} aria-hidden="true" />
          {!isPhone && t('bar.export')}
        </Button>
      </div>
    </header>
  )
}
