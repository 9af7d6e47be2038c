import { useTranslation } from 'react-i18next'
import type { MemoryPlan } from '../../../bridge/engine'
import { fitLongSide } from '../../../core/geometry'
import { loopModes, mostFrames, qualities } from '../../../project/settings'
import { useCommands, useStudio } from '../../react'
import { Choice } from '../parts/choice'
import { NumberPart } from '../parts/number-part'
import { SliderPart } from '../parts/slider-part'
import { useAttempt } from '../use-studio'
import styles from './inspector.module.css'

/** What the clip is: how long, how fast, how often, how large. */
export function ClipFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const settings = useStudio((state) => state.project?.settings)
  const picture = useStudio((state) => state.project?.picture)
  const plan = useStudio((state) => state.plan)
  if (!settings || !picture) return null
  const set = (change: Parameters<typeof commands.settings>[0]) => void attempt(async () => commands.settings(change))
  const own = fitLongSide(picture, 3840)
  const width = settings.width ?? own.width
  const height = Math.max(1, Math.round((width * picture.height) / picture.width))
  const lasting = (duration: number, fps: number) => Math.max(1, Math.min(mostFrames, Math.round(duration * fps)))
  const duration = settings.frameCount / settings.fps
  return (
    <>
      <div className={styles.pair}>
        <NumberPart
          label={t('clip.duration')}
          value={duration}
          min={1 / settings.fps}
          max={mostFrames / settings.fps}
          step={0.5}
          digits={2}
          unit={t('unit.s')}
          onChange={(value) => set({ frameCount: lasting(value ?? duration, settings.fps) })}
        />
        <NumberPart
          label={t('clip.fps')}
          value={settings.fps}
          min={8}
          max={60}
          digits={3}
          unit={t('unit.fps')}
          onChange={(value) => {
            const fps = Math.min(60, Math.max(8, value ?? settings.fps))
            set({ fps, frameCount: lasting(duration, fps) })
          }}
        />
      </div>
      <Choice
        label={t('clip.loop')}
        value={settings.loop}
        options={loopModes.map((value) => ({ value, label: t(`loop.${value}`) }))}
        onChange={(loop) => set({ loop })}
      />
      <SliderPart
        label={t('clip.controlScale')}
        value={settings.controlScale}
        min={0}
        max={1}
        step={0.01}
        text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
        onChange={(controlScale) => set({ controlScale })}
      />
      <Choice
        label={t('clip.quality')}
        value={settings.quality}
        options={qualities.map((value) => ({ value, label: t(`quality.${value}`) }))}
        onChange={(quality) => set({ quality })}
      />
      <p className={styles.note}>{t(`qualityNote.${settings.quality}`)}</p>
      {plan && (
        <p className={styles.note} role="status">
          {t(`plan.${plan.way}`, { needed: gigabytes(plan), available: rounded(plan.available) })}
        </p>
      )}
      <NumberPart
        label={t('clip.width')}
        value={settings.width}
        min={16}
        max={3840}
        step={16}
        unit={t('clip.height', { height })}
        placeholder={String(own.width)}
        onChange={(next) => set({ width: next })}
      />
    </>
  )
}

/** What a plan takes in the way that it says, as gigabytes for the eye. */
function gigabytes({ way, together, inTurns }: MemoryPlan): string {
  return rounded(way === 'together' ? together : inTurns)
}

const rounded = (megabytes: number) => (megabytes / 1024).toFixed(1)
