import { useTranslation } from 'react-i18next'
import { schedules, windowRules } from '../../../project/settings'
import { useCommands, useStudio } from '../../react'
import { Choice } from '../parts/choice'
import { NumberPart } from '../parts/number-part'
import { useAttempt } from '../use-studio'
import styles from './inspector.module.css'

/** What a chosen video model is told beside the controls; only where one draws. */
export function VideoFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const draws = useStudio((state) => state.plan !== null)
  const settings = useStudio((state) => state.project?.settings)
  if (!draws || !settings) return null
  const set = (change: Parameters<typeof commands.settings>[0]) => void attempt(async () => commands.settings(change))
  return (
    <>
      <div className={styles.pair}>
        <NumberPart
          label={t('video.adherence')}
          value={Math.round(100 * settings.adherence)}
          min={0}
          max={150}
          step={5}
          unit="%"
          onChange={(percent) => set({ adherence: (percent ?? 100) / 100 })}
        />
        <NumberPart
          label={t('video.motion')}
          value={settings.motionBucket}
          min={1}
          max={255}
          placeholder={t('engine.automatic')}
          onChange={(motionBucket) => set({ motionBucket })}
        />
      </div>
      <Choice
        label={t('video.schedule')}
        value={settings.schedule}
        options={schedules.map((value) => ({ value, label: t(`videoSchedule.${value}`) }))}
        onChange={(schedule) => set({ schedule })}
      />
      <Choice
        label={t('video.windows')}
        value={settings.windows}
        options={windowRules.map((value) => ({ value, label: t(`videoWindows.${value}`) }))}
        onChange={(windows) => set({ windows })}
      />
    </>
  )
}
