import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { compare } from '../../models/meets'
import type { Model } from '../../models/state'
import { useStudio } from '../../react'
import styles from './models.module.css'
import { sizeText } from './size'

/** What a model needs, each against what this machine has. */
export function Needs({ model }: { model: Model }) {
  const { t } = useTranslation()
  const machine = useStudio((state) => state.models.machine)
  const { needs } = model
  const met = compare(model, machine)
  const lines = [
    { name: 'webgpu', wanted: needs.webgpu, text: t('modelNeeds.webgpu') },
    { name: 'f16', wanted: needs.f16, text: t('modelNeeds.f16') },
    { name: 'memory', wanted: needs.memory > 5e8, text: t('modelNeeds.memory', { size: sizeText(needs.memory) }) },
  ] as const
  const shown = lines.filter(({ wanted }) => wanted)
  if (shown.length === 0) return null
  return (
    <ul className={styles.needs} aria-label={t('modelNeeds.title')}>
      {shown.map(({ name, text }) => {
        const there = met[name]
        const [state, Icon] =
          there === null
            ? (['unknown', CircleHelp] as const)
            : there
              ? (['met', Check] as const)
              : (['lacking', X] as const)
        return (
          <li key={name} data-state={state}>
            <Icon size={14} aria-hidden="true" />
            {t(`modelNeeds.${state}`, { need: text })}
          </li>
        )
      })}
    </ul>
  )
}
