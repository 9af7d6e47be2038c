import { Circle, FlipHorizontal2, Mic, ScanFace, Snail, Square, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSurroundings } from '../context'
import type { LiveState } from './live'
import { faceRegions } from './regions'
import styles from './ui.module.css'

/** Who sits before the machine: how he is seen, what of him is taken, and the recording of it. */
export function LiveFields({ state }: { state: LiveState }) {
  const { t } = useTranslation()
  const { live } = useSurroundings()
  const options = live.useOptions()
  const seen = state.source === 'camera'
  const busy = state.phase === 'counting' || state.phase === 'recording'
  const toggle = (name: 'mirror' | 'slow' | 'voice', Icon: typeof Mic) => (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={options[name]}
      disabled={busy}
      onClick={() => live.change({ [name]: !options[name] })}
    >
      <Icon size={14} aria-hidden="true" />
      {t(`faceLive.${name}`)}
    </button>
  )
  return (
    <div className={styles.live}>
      {seen && <SelfView mirror={options.mirror} />}
      <p className={styles.note} role="status">
        {state.phase === 'starting'
          ? t(seen ? 'faceLive.starting' : 'faceLive.startingVoice')
          : state.phase === 'counting'
            ? t('faceLive.counting', { seconds: state.count })
            : state.phase === 'recording'
              ? t('faceLive.recorded', { seconds: state.recorded.toFixed(1) })
              : state.settling
                ? t('faceLive.settling')
                : state.present
                  ? t(seen ? 'faceLive.seen' : 'faceLive.heard')
                  : t(seen ? 'faceLive.unseen' : 'faceLive.unheard')}
      </p>
      {seen && (
        <fieldset className={styles.part}>
          <legend>{t('faceLive.arms')}</legend>
          <div className={styles.toggles}>
            {faceRegions.map((region) => (
              <button
                key={region}
                type="button"
                className={styles.toggle}
                aria-pressed={options.arms[region]}
                onClick={() => live.change({ arms: { ...options.arms, [region]: !options.arms[region] } })}
              >
                {t(`faceRegion.${region}`)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {seen && (
        <div className={styles.toggles}>
          {toggle('mirror', FlipHorizontal2)}
          {toggle('slow', Snail)}
          {toggle('voice', Mic)}
        </div>
      )}
      <div className={styles.drivers}>
        <button
          type="button"
          className={styles.button}
          data-wide
          data-record
          disabled={state.phase === 'starting'}
          onClick={() => (busy ? live.finish() : live.record())}
        >
          {busy ? (
            <Square size={14} fill="currentColor" aria-hidden="true" />
          ) : (
            <Circle size={14} fill="currentColor" aria-hidden="true" />
          )}
          {t(state.phase === 'recording' ? 'faceLive.finish' : busy ? 'faceLive.callOff' : 'faceLive.record')}
        </button>
        {seen && (
          <button
            type="button"
            className={styles.button}
            disabled={!state.present || busy}
            title={t('faceLive.neutralHint')}
            onClick={live.calibrate}
          >
            <ScanFace size={15} aria-hidden="true" />
            {t('faceLive.neutral')}
          </button>
        )}
        <button type="button" className={styles.button} data-wide={!seen || undefined} onClick={live.stop}>
          <X size={15} aria-hidden="true" />
          {t(seen ? 'faceLive.stop' : 'faceLive.stopVoice')}
        </button>
      </div>
    </div>
  )
}

/** The camera's own picture, as the one before it knows himself; shown, never kept. */
function SelfView({ mirror }: { mirror: boolean }) {
  const { t } = useTranslation()
  const { live } = useSurroundings()
  const video = useRef<HTMLVideoElement>(null)
  const stream = live.stream()
  useEffect(() => {
    if (!video.current) return
    video.current.srcObject = stream
    void video.current.play().catch(() => {})
  }, [stream])
  return (
    <video
      ref={video}
      className={styles.self}
      data-mirror={mirror || undefined}
      muted
      playsInline
      tabIndex={-1}
      aria-label={t('faceLive.self')}
    />
  )
}
