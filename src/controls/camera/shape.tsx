import { Shape } from 'react-konva'
import { AreaShape } from '../area'
import { type ShapeProps, useSurroundings } from '../context'
import { groundDepth } from './depth'
import { framesOf } from './frames'
import { keyAt, orderedKeys } from './keys'
import { drawFrame, drawNumber, drawQuietFrame, drawWay } from './pen'
import type { CameraState } from './state'

/** Where the camera gets to, as frames on the picture; while depth is painted, how near things are. */
export function CameraShape({ state, colour, selected, activePoint }: ShapeProps<CameraState>) {
  const { zoom, picture, span, paintsDepth } = useSurroundings()
  const unit = 1 / zoom
  if (selected && paintsDepth)
    return <AreaShape mask={state.depth ?? groundDepth(picture)} colour={colour} density={0.7} outline={false} />
  return (
    <Shape
      listening={false}
      perfectDrawEnabled={false}
      opacity={selected ? 1 : 0.5}
      sceneFunc={(context) => {
        const pen = context._context
        const frames = framesOf(state, picture)
        if (!selected) {
          for (const frame of frames) drawQuietFrame(pen, frame, colour, unit)
          return
        }
        drawWay(pen, wayOf(state, picture, span), colour, unit)
        frames.forEach((frame, index) => {
          drawFrame(pen, frame, colour, index === activePoint, unit)
          if (frames.length > 1) drawNumber(pen, frame, String(index + 1), unit)
        })
      }}
    />
  )
}

function wayOf(state: CameraState, picture: { width: number; height: number }, span: number) {
  const middle = { x: picture.width / 2, y: picture.height / 2 }
  if (state.move !== 'path') return [middle, ...framesOf(state, picture)]
  const keys = orderedKeys(state.keys, span)
  const end = keys.at(-1)?.time ?? 0
  return Array.from({ length: 49 }, (_, i) => {
    const { x, y } = keyAt(keys, (end * i) / 48, state.easing)
    return { x: middle.x + x, y: middle.y + y }
  })
}
