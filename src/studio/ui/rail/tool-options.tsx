import type { Control, Project } from '../../../project/project'
import { useStudio } from '../../react'
import type { ToolName } from '../../state'
import { usePanels } from '../panels'
import { BrushFields } from './brush-fields'
import { CameraPresets } from './camera-presets'
import { RegionFields } from './region-fields'

/** Those that paint, and so have a brush. */
export const paintTools: ReadonlySet<ToolName> = new Set(['freeze', 'brush', 'fluid'])

/** How the pressed tool works, where there is something to choose: brush, way of selecting, camera moves. */
export function ToolOptions() {
  const tool = useStudio((state) => state.tool)
  const empty = useStudio((state) => state.project === null)
  const paintsDepth = usePanels((state) => state.paintsDepth)
  const cameraChosen = useStudio((state) => kindOf(state.project, state.selection) === 'camera')
  if (empty) return null
  if (tool === 'camera' && paintsDepth) return <BrushFields />
  if (tool === 'camera') return cameraChosen ? null : <CameraPresets />
  if (tool === 'region') return <RegionFields />
  return paintTools.has(tool) ? <BrushFields /> : null
}

function kindOf(project: Project | null, id: string | null): Control['kind'] | null {
  return project?.controls.find((control) => control.id === id)?.kind ?? null
}
