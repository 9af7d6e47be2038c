import { Progress } from '@base-ui/react/progress'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportFormat } from '../../../bridge/engine'
import type { Project } from '../../../project/project'
import { soundCues } from '../../../project/sounds'
import { useCommands, useStudio } from '../../react'
import { useTimeLeft } from '../bar/use-time-left'
import { download, fileName } from '../download'
import { setPanels } from '../panels'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { NumberPart } from '../parts/number-part'
import { SliderPart } from '../parts/slider-part'
import { useAttempt, useStudioStore } from '../use-studio'
import styles from './dialogs.module.css'
import { Sheet } from './sheet'

const formats = ['mp4', 'webm', 'gif', 'png'] as const satisfies readonly ExportFormat[]
/** Those that have sound. */
const films: ReadonlySet<ExportFormat> = new Set(['mp4', 'webm'])
const endings: Record<ExportFormat, string> = { mp4: 'mp4', webm: 'webm', gif: 'gif', png: 'zip' }

export function ExportDialog() {
  const { t } = useTranslation()
  return (
    <Sheet name="export" title={t('export.name')}>
      <ExportFields />
    </Sheet>
  )
}

function ExportFields() {
  const { t } = useTranslation()
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  const settings = useStudio((state) => state.project?.settings)
  const work = useStudio((state) => state.work)
  const [format, setFormat] = useState<ExportFormat>('mp4')
  const [quality, setQuality] = useState(0.8)
  const [sound, setSound] = useState<'on' | 'off'>('on')
  const voiced = useStudio((state) => (state.project ? voiceOf(state.project) : 'none'))
  const [fps, setFps] = useState<number | null>(null)
  const left = useTimeLeft(work?.progress?.secondsLeft ?? null)
  if (!settings) return null
  const most = format === 'gif' ? 50 : 60
  const save = async () => {
    const stopped = store.getState().notices.filter(({ kind }) => kind === 'error').length
    await attempt(async () => {
      const options = { quality, sound: sound === 'on', ...(fps === null ? {} : { fps: Math.min(most, fps) }) }
      const file = await commands.export(format, options)
      download(file, fileName(store.getState().project?.name ?? '', endings[format]))
      commands.notify({ kind: 'status', key: 'status.exported', data: { size: megabytes(file.size) } })
      setPanels({ dialog: null })
    })
    // An error is said outside; a dialog before it would hide it.
    if (store.getState().notices.filter(({ kind }) => kind === 'error').length > stopped) setPanels({ dialog: null })
  }
  const share = Math.round((work?.progress?.share ?? 0) * 100)
  return (
    <>
      <Choice
        label={t('export.format')}
        look="tiles"
        value={format}
        options={formats.map((value) => ({ value, label: t(`format.${value}`), hint: t(`formatHint.${value}`) }))}
        onChange={(value: ExportFormat) => setFormat(value)}
      />
      <div className={styles.pair}>
        <NumberPart
          label={t('clip.fps')}
          value={fps === null ? null : Math.min(most, fps)}
          min={8}
          max={most}
          digits={3}
          unit={t('unit.fps')}
          placeholder={String(Math.min(most, settings.fps))}
          onChange={setFps}
        />
        {films.has(format) && (
          <SliderPart
            label={t('export.quality')}
            value={quality}
            min={0.1}
            max={1}
            step={0.05}
            text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
            onChange={setQuality}
          />
        )}
      </div>
      {voiced !== 'none' &&
        (voiced === 'turned' || !films.has(format) ? (
          <p className={styles.note}>{t(films.has(format) ? 'export.silentLoop' : 'export.noSound')}</p>
        ) : (
          <Choice
            label={t('exportSound.name')}
            value={sound}
            options={(['on', 'off'] as const).map((value) => ({ value, label: t(`exportSound.${value}`) }))}
            onChange={(value: 'on' | 'off') => setSound(value)}
          />
        ))}
      {work ? (
        <div className={styles.foot}>
          <Progress.Root
            className={styles.progress}
            aria-label={t('export.progress')}
            value={share}
            aria-valuetext={t('render.valueText', { percent: share, left })}
          >
            <span className={styles.progressText}>
              <span>{t(`phase.${work.progress?.stage ?? 'motion'}`)}</span>
              <span>{left}</span>
            </span>
            <Progress.Track className={styles.track}>
              <Progress.Indicator className={styles.indicator} />
            </Progress.Track>
          </Progress.Root>
          <Button onClick={() => commands.cancel()}>{t('bar.cancel')}</Button>
        </div>
      ) : (
        <div className={styles.foot}>
          <p className={styles.note}>{t('export.private')}</p>
          <Button look="primary" onClick={save}>
            {t('export.save')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Whether a clip is heard, has nothing to be heard, or loops in a way that leaves it silent. */
function voiceOf(project: Project): 'heard' | 'turned' | 'none' {
  const { settings } = project
  if (soundCues(project).length > 0) return 'heard'
  return soundCues({ ...project, settings: { ...settings, loop: 'none' } }).length > 0 ? 'turned' : 'none'
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)
}
