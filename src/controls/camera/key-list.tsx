import { Clock, Plus, X } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import { Row, Rows } from '../rows'
import { withKey, withoutKey } from './edit'
import { keyTimes } from './keys'
import type { CameraKey, CameraState } from './state'

/** The keyframes of a free path, in numbers. */
export function KeyList({ state, change, activePoint, activate }: FieldsProps<CameraState>) {
  const { t } = useTranslation()
  const { picture, span, parts } = useSurroundings()
  const { ButtonPart, NumberPart, IconPart } = parts
  const times = keyTimes(state.keys, span)
  const set = (index: number, part: Partial<CameraKey>) =>
    change({ ...state, keys: state.keys.map((key, at) => (at === index ? { ...key, ...part } : key)) })
  return (
    <div className={panel.group}>
      <Rows
        legend={t('camera.keys')}
        buttons={1}
        heads={[
          t('field.x'),
          t('field.y'),
          '%',
          <Fragment key="time">
            <Clock size={12} />
            {t('unit.s')}
          </Fragment>,
        ]}
      >
        {state.keys
          .map((key, index) => ({ key, index }))
          .map(({ key, index }) => (
            <Row
              key={index}
              number={index + 1}
              label={t('camera.key', { number: index + 1 })}
              active={index === activePoint}
              choose={() => activate(index === activePoint ? null : index)}
            >
              <NumberPart
                quiet
                label={t('camera.keyX', { number: index + 1 })}
                value={key.x}
                onChange={(x) => set(index, { x: x ?? key.x })}
              />
              <NumberPart
                quiet
                label={t('camera.keyY', { number: index + 1 })}
                value={key.y}
                onChange={(y) => set(index, { y: y ?? key.y })}
              />
              <NumberPart
                quiet
                label={t('camera.keyZoom', { number: index + 1 })}
                value={Math.round(key.zoom * 100)}
                min={25}
                max={800}
                step={5}
                onChange={(percent) => set(index, { zoom: Math.min(8, Math.max(0.25, (percent ?? 100) / 100)) })}
              />
              <NumberPart
                quiet
                label={t('camera.keyTime', { number: index + 1 })}
                value={key.time ?? null}
                min={0}
                step={0.1}
                digits={2}
                placeholder={(times[index] ?? 0).toFixed(2)}
                onChange={(time) => set(index, { time: time === null ? undefined : Math.max(0, time) })}
              />
              <IconPart
                label={t('camera.removeKey', { number: index + 1 })}
                disabled={state.keys.length <= 1}
                onClick={() => {
                  const less = withoutKey(state, index)
                  if (less) change(less)
                  activate(null)
                }}
              >
                <X size={14} />
              </IconPart>
            </Row>
          ))}
      </Rows>
      <ButtonPart
        onClick={() => {
          const more = withKey(state, picture)
          if (more) change(more)
          activate(state.keys.length)
        }}
      >
        <Plus size={14} aria-hidden="true" />
        {t('camera.addKey')}
      </ButtonPart>
    </div>
  )
}
