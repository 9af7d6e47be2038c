import { AreaShape } from '../area'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { MotionHandles } from './prompt/handles'
import { PromptFields } from './prompt/ui'
import { selectionOf } from './selection'
import type { RegionState } from './state'

export function RegionShape({ state, colour, selected }: ShapeProps<RegionState>) {
  const { picture } = useSurroundings()
  const selection = selectionOf(state, picture)
  return (
    <>
      {selection && <AreaShape mask={selection} colour={colour} density={selected ? 0.42 : 0.24} />}
      {selected && <MotionHandles state={state} colour={colour} />}
    </>
  )
}

export function RegionFields({ state, change, preview }: FieldsProps<RegionState>) {
  return <PromptFields state={state} change={change} preview={preview} />
}
