import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../../context'
import panel from '../../panel.module.css'
import { selectionOf } from '../selection'
import type { RegionState } from '../state'
import { Chips } from './chips'
import { castOf } from './compile'
import { withPrompt } from './edit'
import { MotionFields } from './motion-fields'
import type { FaceMotion } from './motions/names'
import { faceMotionOf, planOf } from './plan'
import { PromptField } from './prompt-field'
import { shapeOf } from './shape/shape'
import { suggestionsFor } from './suggest'
import styles from './ui.module.css'
import type { Language } from './words/names'

/** What the region does: its phrase, motions that suit it, and what the phrase has become. */
export function PromptFields({
  state,
  change,
  preview,
}: Pick<FieldsProps<RegionState>, 'state' | 'change' | 'preview'>) {
  const { t, i18n } = useTranslation()
  const { picture, driveFace: drive } = useSurroundings()
  const language: Language = i18n.language.startsWith('zh') ? 'zh' : 'en'
  const selection = selectionOf(state, picture)
  const shape = useMemo(() => selection && shapeOf(selection, picture), [selection, picture])
  const fitting = useMemo(() => suggestionsFor(shape), [shape])
  const plan = planOf(state)
  const casting = plan && shape ? castOf(plan, shape, state) : null
  const face = faceMotionOf(state)
  const driveFace = async (word: FaceMotion) => {
    // The region's own stand-in goes: the face is moved instead.
    if (shape && (await drive(word, shape.centre))) pick('')
  }
  const show = (prompt: string | null) => preview(prompt === null ? null : withPrompt(state, prompt))
  const pick = (prompt: string) => change(withPrompt(state, prompt))
  return (
    <div className={styles.fields}>
      <PromptField prompt={state.prompt ?? ''} language={language} fitting={fitting} pick={pick} preview={show} />
      <Chips names={fitting} chosen={plan?.motion ?? null} language={language} pick={pick} preview={show} />
      {face && (
        <div className={panel.note}>
          <p>{t('prompt.face')}</p>
          <button type="button" className={styles.chip} onClick={() => void driveFace(face)}>
            {t('prompt.driveFace')}
          </button>
        </div>
      )}
      {casting && !casting.sure && (
        <p className={panel.note}>{t(casting.part === 'whole' ? 'prompt.unsureWhole' : 'prompt.unsurePart')}</p>
      )}
      {plan && <MotionFields state={state} change={change} plan={plan} part={casting?.part ?? plan.part ?? 'whole'} />}
    </div>
  )
}
