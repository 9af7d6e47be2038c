import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { setPanels } from '../panels'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { NumberPart } from '../parts/number-part'
import { useAttempt } from '../use-studio'
import styles from './inspector.module.css'
import { VideoFields } from './video-fields'

const samplers = [
  { value: 'euler', label: 'Euler' },
  { value: 'dpm++2m', label: 'DPM++ 2M' },
  { value: 'lcm', label: 'LCM' },
] as const

/** For those who want to know: the sampler, and what computes. */
export function EngineFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const settings = useStudio((state) => state.project?.settings)
  const engine = useStudio((state) => state.engine)
  if (!settings) return null
  const set = (change: Parameters<typeof commands.settings>[0]) => void attempt(async () => commands.settings(change))
  const automatic = t('engine.automatic')
  return (
    <>
      <div className={styles.pair}>
        <NumberPart
          label={t('engine.steps')}
          value={settings.steps}
          min={1}
          max={64}
          placeholder={automatic}
          onChange={(steps) => set({ steps })}
        />
        <NumberPart
          label={t('engine.seed')}
          value={settings.seed}
          min={0}
          max={2 ** 32 - 1}
          onChange={(seed) => set({ seed: seed ?? 0 })}
        />
        <NumberPart
          label={t('engine.window')}
          value={settings.window}
          min={2}
          max={64}
          placeholder={automatic}
          onChange={(window) => set({ window })}
        />
        <NumberPart
          label={t('engine.overlap')}
          value={settings.overlap}
          min={0}
          max={32}
          placeholder={automatic}
          onChange={(overlap) => set({ overlap })}
        />
      </div>
      <Choice
        label={t('engine.sampler')}
        value={settings.sampler}
        options={samplers}
        onChange={(sampler) => set({ sampler })}
      />
      <NumberPart
        label={t('engine.workingSide')}
        value={settings.workingSide}
        min={64}
        max={1024}
        step={64}
        unit={t('unit.px')}
        onChange={(workingSide) => set({ workingSide: workingSide ?? 512 })}
      />
      <VideoFields />
      <dl className={styles.facts}>
        <dt>{t('engine.provider')}</dt>
        <dd>
          {engine.info ? t(`provider.${engine.info.provider}`) : t(`engineStatus.${engine.status}`)}
          {engine.info?.half && ` · ${t('engine.half')}`}
        </dd>
        {engine.info && (
          <>
            <dt>{t('engine.pack')}</dt>
            <dd>{engine.info.pack}</dd>
            <dt>{t('engine.threads')}</dt>
            <dd>{engine.info.threads}</dd>
          </>
        )}
      </dl>
      <Button onClick={() => setPanels({ dialog: 'models' })}>{t('models.open')}</Button>
      {engine.info?.softwareAdapter && <p className={styles.note}>{t('engine.softwareAdapter')}</p>}
      {engine.status === 'failed' && (
        <Button onClick={() => attempt(() => commands.restart())}>{t('action.restart')}</Button>
      )}
    </>
  )
}
