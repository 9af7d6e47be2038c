import { Menu } from '@base-ui/react/menu'
import { Check, Ellipsis, Images, Languages, Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import type { StudioState } from '../../state'
import { setPanels } from '../panels'
import { IconButton } from '../parts/button'
import { useAttempt } from '../use-studio'
import styles from './bar.module.css'
import { useSaveProject } from './use-save-project'

/** Every language by its own name. */
const languages = [
  { value: 'en', name: 'English' },
  { value: 'zh', name: '简体中文' },
] as const

const themes = ['system', 'light', 'dark'] as const

function Drop({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={label}>{icon}</IconButton>} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={styles.menuPlace}>
          <Menu.Popup className={styles.menu}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function LanguageItems() {
  const { t } = useTranslation()
  const commands = useCommands()
  const language = useStudio((state) => state.language)
  return (
    <Menu.RadioGroup
      aria-label={t('bar.language')}
      value={language}
      onValueChange={(next: StudioState['language']) => commands.set({ language: next })}
    >
      {languages.map(({ value, name }) => (
        <Menu.RadioItem key={value} value={value} lang={value} className={styles.item} closeOnClick>
          <Menu.RadioItemIndicator className={styles.check} keepMounted>
            <Check size={14} />
          </Menu.RadioItemIndicator>
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function ThemeItems() {
  const { t } = useTranslation()
  const commands = useCommands()
  const theme = useStudio((state) => state.theme)
  return (
    <Menu.RadioGroup
      aria-label={t('bar.theme')}
      value={theme}
      onValueChange={(next: StudioState['theme']) => commands.set({ theme: next })}
    >
      {themes.map((value) => (
        <Menu.RadioItem key={value} value={value} className={styles.item} closeOnClick>
          <Menu.RadioItemIndicator className={styles.check} keepMounted>
            <Check size={14} />
          </Menu.RadioItemIndicator>
          {t(`theme.${value}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

export function LanguageMenu() {
  const { t } = useTranslation()
  return (
    <Drop label={t('bar.language')} icon={<Languages size={18} />}>
      <LanguageItems />
    </Drop>
  )
}

export function ThemeMenu() {
  const { t } = useTranslation()
  const theme = useStudio((state) => state.theme)
  const Icon = { system: Monitor, light: Sun, dark: Moon }[theme]
  return (
    <Drop label={t('bar.theme')} icon={<Icon size={18} />}>
      <ThemeItems />
    </Drop>
  )
}

function SampleItems() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const samples = useStudio((state) => state.samples)
  const language = useStudio((state) => state.language)
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.groupLabel}>{t('bar.samples')}</Menu.GroupLabel>
      {samples.map((sample) => (
        <Menu.Item
          key={sample.id}
          className={styles.item}
          onClick={() => attempt(() => commands.openSample(sample.id))}
        >
          <img className={styles.sample} src={sample.picture} alt="" loading="lazy" />
          {sample.name[language]}
        </Menu.Item>
      ))}
    </Menu.Group>
  )
}

export function SampleMenu() {
  const { t } = useTranslation()
  const some = useStudio((state) => state.samples.length > 0)
  if (!some) return null
  return (
    <Drop label={t('bar.samples')} icon={<Images size={18} />}>
      <SampleItems />
    </Drop>
  )
}

/** What has no room in the bar of a phone. */
export function MoreMenu() {
  const { t } = useTranslation()
  const save = useSaveProject()
  const open = useStudio((state) => state.project !== null)
  return (
    <Drop label={t('bar.more')} icon={<Ellipsis size={18} />}>
      <Menu.Item className={styles.item} disabled={!open} onClick={save}>
        <span className={styles.check} />
        {t('bar.save')}
      </Menu.Item>
      <Menu.Item className={styles.item} onClick={() => setPanels({ dialog: 'shortcuts' })}>
        <span className={styles.check} />
        {t('bar.shortcuts')}
      </Menu.Item>
      <Menu.Item className={styles.item} onClick={() => setPanels({ dialog: 'models' })}>
        <span className={styles.check} />
        {t('models.open')}
      </Menu.Item>
      <Menu.Separator className={styles.separator} />
      <SampleItems />
      <Menu.Separator className={styles.separator} />
      <LanguageItems />
      <Menu.Separator className={styles.separator} />
      <ThemeItems />
    </Drop>
  )
}
