import type { ControlInput } from '../../../../controls/registry'
import type { Size } from '../../../../core/geometry'
import type { Control } from '../../../../project/project'
import type { StudioState, ToolName } from '../../../state'

/** What a gesture works on. */
export interface Scene {
  tool: ToolName
  picture: Size
  /** As saved, in depth order. */
  controls: readonly Control[]
  selection: string | null
  brush: { radius: number; feather: number; erase: boolean }
  /** How the region tool works. */
  region: StudioState['region']
  /** Strokes of the camera tool paint depth. */
  paintsDepth: boolean
  /** A control made of what was drawn, with an id, a hue and a place in no list yet. */
  create(input: ControlInput): Control
}
