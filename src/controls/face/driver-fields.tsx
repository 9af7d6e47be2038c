import { Camera, Clapperboard, Mic } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import { FilePart } from '../file-part'
import { LiveFields } from './live-fields'
import { withNewTake } from './shelf'
import type { FaceState } from './state'
import styles from './ui.module.css'
import { WindowFields } from './window-fields'

/** What moves a face: life of its own, a file, or who sits before the machine. */
export function DriverFields({ state, change }: Pick<FieldsProps<FaceState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { parts, readTake, live } = useSurroundings()
  const { SliderPart } = parts
  const now = live.useState()
  const [share, setShare] = useState<number | null>(null)
  const read = async (file: File) => {
    setShare(0)
    const take = await readTake(file, setShare)
    setShare(null)
    if (take) change({ ...state, ...withNewTake(state, take), alive: 0 })
  }
  const busy = share !== null
  return (
    <>
      <SliderPart
        label={t('face.alive')}
        value={state.alive}
        min={0}
        max={2}
        step={0.05}
        text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
        onChange={(alive) => change({ ...state, alive })}
      />
      {now ? (
        <LiveFields state={now} />
      ) : (
        <div className={styles.drivers}>
          <FilePart accept="video/*,audio/*,.kmotion" busy={busy} wide onFile={(file) => void read(file)}>
            <Clapperboard size={15} aria-hidden="true" />
            {busy ? t('face.reading', { percent: Math.round(share * 100) }) : t('face.drive')}
          </FilePart>
          <button type="button" className={styles.button} disabled={busy} onClick={() => live.start('camera')}>
            <Camera size={15} aria-hidden="true" />
            {t('face.camera')}
          </button>
          <button type="button" className={styles.button} disabled={busy} onClick={() => live.start('microphone')}>
            <Mic size={15} aria-hidden="true" />
            {t('face.microphone')}
          </button>
        </div>
      )}
      {!now && <p className={styles.note}>{t('face.driveHint')}</p>}
      <WindowFields />
    </>
  )
}
