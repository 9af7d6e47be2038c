import { PresetChips } from '../../../controls/camera/preset-chips'
import { type PresetName, presetMove, presetOf } from '../../../controls/camera/presets-list'
import type { Control } from '../../../project/project'
import { useCommands, useStudio } from '../../react'
import { newControl } from '../control-names'
import { useControlPreview } from '../use-control-preview'
import { useAttempt, useStudioStore } from '../use-studio'
import styles from './rail.module.css'

/** The camera's moves beside its tool, while there is no camera whose fields would show them. */
export function CameraPresets() {
  const commands = useCommands()
  const attempt = useAttempt()
  const store = useStudioStore()
  const preview = useControlPreview()
  const camera = useStudio((state) => state.project?.controls.findLast(({ kind }) => kind === 'camera'))

  const withMove = (name: PresetName): { controls: Control[]; id: string } | null => {
    const { project } = store.getState()
    if (!project) return null
    const move = presetMove(name, Math.max(project.picture.width, project.picture.height))
    if (camera?.kind === 'camera') {
      const changed = { ...camera, ...move }
      return { controls: project.controls.map((one) => (one.id === camera.id ? changed : one)), id: camera.id }
    }
    const made = newControl({ kind: 'camera', ...move }, project.controls)
    return { controls: [...project.controls, made], id: made.id }
  }

  return (
    <div className={styles.presets}>
      <PresetChips
        chosen={camera?.kind === 'camera' ? presetOf(camera) : null}
        preview={(name) => preview.show(name && (withMove(name)?.controls ?? null))}
        pick={(name) => {
          const made = withMove(name)
          preview.keep()
          if (!made) return
          void attempt(async () => {
            commands.gesture(made.controls)
            commands.commit()
          })
          commands.set({ selection: made.id })
        }}
      />
    </div>
  )
}
