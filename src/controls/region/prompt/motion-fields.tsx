import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../../context'
import panel from '../../panel.module.css'
import type { RegionState } from '../state'
import { Dial } from './dial'
import { motions } from './motions'
import type { Plan } from './plan'
import { type Easing, easings, type PartName, partNames, type Rhythm, rhythms } from './state'
import styles from './ui.module.css'

type Props = Pick<FieldsProps<RegionState>, 'state' | 'change'> & { plan: Plan; part: PartName }

/** What the phrase has become: each of its words as something to turn. */
export function MotionFields({ state, change, plan, part }: Props) {
  const { t } = useTranslation()
  const { parts, span } = useSurroundings()
  const { SliderPart, NumberPart, ChoicePart } = parts
  const { aim, usual = 0 } = motions[plan.motion]
  const percent = (value: number) => t('unit.percent', { value: Math.round(value * 100) })
  return (
    <>
      <SliderPart
        label={t('prompt.strength')}
        value={plan.amount}
        min={0}
        max={3}
        step={0.05}
        text={percent}
        onChange={(strength) => change({ ...state, strength, magnitude: undefined })}
      />
      <SliderPart
        label={t('prompt.speed')}
        value={plan.speed}
        min={0.1}
        max={4}
        step={0.05}
        text={percent}
        onChange={(speed) => change({ ...state, speed })}
      />
      <div className={panel.pair}>
        <label className={panel.choose}>
          <span className={panel.label}>{t('prompt.part')}</span>
          <select
            className={panel.field}
            value={part}
            onChange={(event) =>
              change({ ...state, part: event.target.value as PartName, pivot: undefined, tip: undefined })
            }
          >
            {partNames.map((name) => (
              <option key={name} value={name}>
                {t(`motionPart.${name}`)}
              </option>
            ))}
          </select>
        </label>
        {aim === 'any' && (
          <Dial
            label={t('prompt.direction')}
            value={plan.direction ?? usual}
            onChange={(direction) => change({ ...state, direction })}
          />
        )}
      </div>
      {aim === 'side' && (
        <ChoicePart
          label={t('prompt.side')}
          value={plan.direction === null ? 'auto' : Math.cos(plan.direction) < 0 ? 'left' : 'right'}
          options={(['auto', 'left', 'right'] as const).map((value) => ({ value, label: t(`motionSide.${value}`) }))}
          onChange={(value) =>
            change({ ...state, direction: value === 'auto' ? undefined : value === 'left' ? Math.PI : 0 })
          }
        />
      )}
      <details className={styles.more}>
        <summary>{t('prompt.more')}</summary>
        <SliderPart
          label={t('prompt.phase')}
          value={plan.phase}
          min={0}
          max={1}
          step={0.01}
          text={percent}
          onChange={(phase) => change({ ...state, phase })}
        />
        <div className={panel.pair}>
          <NumberPart
            label={t('prompt.delay')}
            value={plan.delay}
            min={0}
            max={span}
            step={0.1}
            digits={2}
            unit={t('unit.s')}
            onChange={(delay) => change({ ...state, delay: delay ?? undefined })}
          />
          <NumberPart
            label={t('prompt.times')}
            value={plan.times === 0 ? null : plan.times}
            min={1}
            max={100}
            step={1}
            placeholder={t('prompt.always')}
            onChange={(times) => change({ ...state, times: times === null ? 0 : Math.round(times) })}
          />
        </div>
        <ChoicePart
          label={t('prompt.easing')}
          value={plan.easing}
          options={easings.map((value) => ({ value, label: t(`motionEasing.${value}`) }))}
          onChange={(easing) => change({ ...state, easing: easing as Easing })}
        />
        <ChoicePart
          label={t('prompt.rhythm')}
          value={plan.rhythm}
          options={rhythms.map((value) => ({ value, label: t(`motionRhythm.${value}`) }))}
          onChange={(rhythm) => change({ ...state, rhythm: rhythm as Rhythm })}
        />
        <NumberPart
          label={t('prompt.magnitude')}
          value={plan.magnitude}
          min={0}
          max={64}
          step={0.1}
          digits={2}
          unit={t('unit.px')}
          placeholder={t('prompt.asUsual')}
          onChange={(magnitude) => change({ ...state, magnitude: magnitude ?? undefined })}
        />
        {(state.pivot || state.tip) && (
          <button
            type="button"
            className={styles.chip}
            onClick={() => change({ ...state, pivot: undefined, tip: undefined })}
          >
            {t('prompt.guessAgain')}
          </button>
        )}
      </details>
    </>
  )
}
