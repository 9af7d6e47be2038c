import { Check, Download, Trash2, Volume2, VolumeX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import { faceRegions } from './regions'
import { takesByRegion, takesOf, withChanged, withChosen, withoutTake, withRegionFrom } from './shelf'
import type { FaceState, Take } from './state'
import { usedPart } from './take'
import styles from './ui.module.css'

type Props = Pick<FieldsProps<FaceState>, 'state' | 'change'>

/** The takes of a face: which drives it, what it is called, what of it is used, and how much of each region comes through. */
export function TakeFields({ state, change }: Props) {
  const { t } = useTranslation()
  const { parts, duration, lengthen, saveTake } = useSurroundings()
  const { IconPart } = parts
  const { take } = state
  const nameOf = (one: Take) => one.name || t('face.takeNumber', { number: one.number })
  const length = take ? usedPart(take).length : 0
  return (
    <>
      <ul className={styles.takes} aria-label={t('face.takes')}>
        {takesOf(state).map((one) => {
          const chosen = one === take
          const name = nameOf(one)
          return (
            <li key={one.number} className={styles.take} data-chosen={chosen || undefined}>
              <IconPart
                label={t(chosen ? 'face.unchoose' : 'face.choose', { name })}
                onClick={() => change({ ...state, ...withChosen(state, chosen ? null : one.number) })}
              >
                {chosen ? <Check size={14} /> : <span className={styles.unchosen} />}
              </IconPart>
              <input
                className={styles.name}
                aria-label={t('face.rename', { name })}
                value={one.name}
                placeholder={name}
                maxLength={200}
                onChange={(event) => change({ ...state, ...withChanged(state, { ...one, name: event.target.value }) })}
              />
              <span className={styles.length}>{t('unit.seconds', { value: usedPart(one).length.toFixed(1) })}</span>
              {one.sound && (
                <IconPart
                  label={t(one.sound.muted ? 'face.unmute' : 'face.mute', { name })}
                  onClick={() =>
                    one.sound &&
                    change({
                      ...state,
                      ...withChanged(state, { ...one, sound: { ...one.sound, muted: !one.sound.muted } }),
                    })
                  }
                >
                  {one.sound.muted ? <VolumeX size={14} /> : <Volume2 size={14} />}
                </IconPart>
              )}
              <IconPart label={t('face.saveTake', { name })} onClick={() => saveTake(one, name)}>
                <Download size={14} />
              </IconPart>
              <IconPart
                label={t('face.removeTake', { name })}
                onClick={() => change({ ...state, ...withoutTake(state, one.number) })}
              >
                <Trash2 size={14} />
              </IconPart>
            </li>
          )
        })}
      </ul>
      {take && Math.abs(length - duration) > 0.13 && (
        <button type="button" className={styles.button} onClick={() => lengthen(length)}>
          {t('face.lengthen', { seconds: length.toFixed(1) })}
        </button>
      )}
      {take && <Trim state={state} change={change} take={take} />}
      {take && <Gains state={state} change={change} />}
    </>
  )
}

/** How much of each region comes through, and from which take where there are several. */
function Gains({ state, change }: Props) {
  const { t } = useTranslation()
  const { SliderPart } = useSurroundings().parts
  const takes = takesOf(state)
  const chosen = takesByRegion(state)
  return (
    <fieldset className={styles.part}>
      <legend>{t('face.gains')}</legend>
      {faceRegions.map((name) => {
        const region = t(`faceRegion.${name}`)
        return (
          <div key={name} className={styles.gain}>
            <SliderPart
              label={region}
              value={state.gains[name] ?? 1}
              min={0}
              max={2}
              step={0.05}
              text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
              onChange={(gain) => change({ ...state, gains: { ...state.gains, [name]: gain } })}
            />
            {takes.length > 1 && (
              <select
                className={styles.from}
                aria-label={t('face.regionFrom', { region })}
                value={chosen[name]?.number}
                onChange={(event) => change({ ...state, ...withRegionFrom(state, name, Number(event.target.value)) })}
              >
                {takes.map((one) => (
                  <option key={one.number} value={one.number}>
                    {one.name || t('face.takeNumber', { number: one.number })}
                  </option>
                ))}
              </select>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** The part of a take that is used: from, to. */
function Trim({ state, change, take }: Props & { take: Take }) {
  const { t } = useTranslation()
  const { NumberPart } = useSurroundings().parts
  const { from, to } = usedPart(take)
  const whole = take.count / take.rate
  const set = (part: Partial<Take>) => change({ ...state, ...withChanged(state, { ...take, ...part }) })
  return (
    <div className={styles.pair}>
      <NumberPart
        label={t('face.from')}
        value={from}
        min={0}
        max={Math.max(0, to - 0.1)}
        step={0.1}
        digits={2}
        unit={t('unit.s')}
        onChange={(value) => set({ from: Math.min(value ?? 0, to - 0.1) })}
      />
      <NumberPart
        label={t('face.to')}
        value={to}
        min={from + 0.1}
        max={whole}
        step={0.1}
        digits={2}
        unit={t('unit.s')}
        onChange={(value) => set({ to: value === null || value >= whole ? undefined : Math.max(value, from + 0.1) })}
      />
    </div>
  )
}
