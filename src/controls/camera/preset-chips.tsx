import {
  ArrowLeftToLine,
  ArrowRightToLine,
  Focus,
  Hand,
  type LucideIcon,
  Orbit,
  RotateCw,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type PresetName, presetNames } from './presets-list'
import styles from './ui.module.css'

const icons: Record<PresetName, LucideIcon> = {
  panLeft: ArrowLeftToLine,
  panRight: ArrowRightToLine,
  pushIn: ZoomIn,
  pullOut: ZoomOut,
  roll: RotateCw,
  orbit: Orbit,
  dollyZoom: Focus,
  handheld: Hand,
}

interface PresetChipsProps {
  /** The one that is chosen; null: none. */
  chosen: PresetName | null
  pick(name: PresetName): void
  /** Shows what one would do while it is pointed at; null: no longer. */
  preview(name: PresetName | null): void
}

/** The eight moves that people know by name. */
export function PresetChips({ chosen, pick, preview }: PresetChipsProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.presets} onPointerLeave={() => preview(null)}>
      <legend className="visually-hidden">{t('camera.presets')}</legend>
      {presetNames.map((name) => {
        const Icon = icons[name]
        return (
          <button
            key={name}
            type="button"
            className={styles.preset}
            aria-pressed={name === chosen}
            onPointerEnter={(event) => event.pointerType !== 'touch' && preview(name)}
            onFocus={(event) => event.currentTarget.matches(':focus-visible') && preview(name)}
            onBlur={() => preview(null)}
            onClick={() => pick(name)}
          >
            <Icon size={16} aria-hidden="true" />
            {t(`cameraPreset.${name}`)}
          </button>
        )
      })}
    </fieldset>
  )
}
