import { useMemo } from 'react'
import { Circle, Layer, Line, Stage } from 'react-konva'
import { ControlSurroundingsProvider } from '../../../controls/context'
import { ControlShape, isArea, placeAt } from '../../../controls/surface'
import type { Point, Size } from '../../../core/geometry'
import type { Control } from '../../../project/project'
import { motionTime } from '../../../project/timing'
import { useStudio } from '../../react'
import { hueColour } from '../hues'
import { usePanels } from '../panels'
import { useSurroundingsValue } from '../surroundings'
import { Sketch } from './sketch'
import { toStage } from './view'

interface OverlayProps {
  size: Size
  /** Controls in the middle of a stroke that only the stage shows. */
  draft: Control[] | null
  /** The keyboard's own pointer, in stage pixels. */
  cursor: Point | null
}

/** Every control drawn over the picture. Nothing here takes a pointer: the hand reads the surface below. */
export function Overlay({ size, draft, cursor }: OverlayProps) {
  const view = useStudio((state) => state.view)
  const saved = useStudio((state) => state.project?.controls)
  const gesture = useStudio((state) => state.gesture)
  const selection = useStudio((state) => state.selection)
  const showStill = useStudio((state) => state.showStill)
  const activePoint = usePanels((state) => state.activePoint)
  const facePoints = usePanels((state) => state.facePoints)
  const lent = useSurroundingsValue()
  // What a hand is painting is seen while it paints.
  const surroundings = useMemo(() => lent && { ...lent, quiet: lent.quiet && !draft }, [lent, draft])
  const controls = useMemo(
    () =>
      inDrawingOrder(
        (draft ?? gesture ?? saved ?? []).filter((control) => !control.hidden),
        selection,
      ),
    [draft, gesture, saved, selection],
  )
  if (!surroundings) return null
  return (
    <Stage
      width={size.width}
      height={size.height}
      listening={false}
      style={{ position: 'absolute', inset: 0, pointerEvents: 'none' }}
      aria-hidden="true"
    >
      <Layer
        x={view.x}
        y={view.y}
        scaleX={view.zoom}
        scaleY={view.zoom}
        opacity={showStill ? 0.35 : 1}
        listening={false}
      >
        <ControlSurroundingsProvider value={surroundings}>
          {controls.map((control) => (
            <ControlShape
              key={control.id}
              state={control}
              colour={hueColour(control.hue)}
              selected={control.id === selection}
              activePoint={control.id === selection ? activePoint : null}
            />
          ))}
          <Sketch />
        </ControlSurroundingsProvider>
      </Layer>
      <Layer listening={false}>
        <Runners controls={controls} />
        {facePoints?.map(({ x, y }) => (
          <Circle
            key={`${x} ${y}`}
            {...toStage(view, { x, y })}
            radius={4}
            fill="#fff"
            stroke="#0c0c0e"
            strokeWidth={1.5}
          />
        ))}
        {cursor &&
          (
            [
              ['#0c0c0e', 4],
              ['#ffffff', 1.5],
            ] as const
          ).flatMap(([stroke, strokeWidth]) => [
            <Line
              key={`${stroke}h`}
              points={[cursor.x - 12, cursor.y, cursor.x + 12, cursor.y]}
              {...{ stroke, strokeWidth }}
            />,
            <Line
              key={`${stroke}v`}
              points={[cursor.x, cursor.y - 12, cursor.x, cursor.y + 12]}
              {...{ stroke, strokeWidth }}
            />,
          ])}
      </Layer>
    </Stage>
  )
}

/** Where each path's thing is in the frame that is shown. A component of its own, for it changes with every frame. */
function Runners({ controls }: { controls: readonly Control[] }) {
  const view = useStudio((state) => state.view)
  const frame = useStudio((state) => state.frame)
  const settings = useStudio((state) => state.project?.settings)
  if (!settings) return null
  const span = (settings.frameCount - 1) / settings.fps
  return controls.map((control) => {
    const at = placeAt(control, span, motionTime(settings, frame))
    if (!at) return null
    const { x, y } = toStage(view, at)
    return (
      <Circle
        key={control.id}
        x={x}
        y={y}
        radius={5}
        fill="#fff"
        stroke={hueColour(control.hue)}
        strokeWidth={2.5}
        shadowColor="#000"
        shadowBlur={4}
        shadowOpacity={0.5}
      />
    )
  })
}

/** Areas lie under lines, and what is selected on top of its kind. */
function inDrawingOrder(controls: Control[], selection: string | null): Control[] {
  const rank = (control: Control) => (isArea(control) ? 0 : 2) + (control.id === selection ? 1 : 0)
  return controls.toSorted((a, b) => rank(a) - rank(b))
}
