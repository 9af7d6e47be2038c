import { useEffect, useRef, useState } from 'react'
import { Circle, Line } from 'react-konva'
import { AreaShape } from '../../../controls/area'
import { useStudio } from '../../react'
import { freeHue, hueColour } from '../hues'

/** What is taken away is drawn in this, whatever the region's hue. */
const away = '#ff5d5d'

/** The region tool's rough line or stroke while it is drawn, and where something is being found. In picture pixels. */
export function Sketch() {
  const sketch = useStudio((state) => state.sketch)
  const finding = useStudio((state) => state.finding)
  const zoom = useStudio((state) => state.view.zoom)
  const controls = useStudio((state) => state.project?.controls)
  const selection = useStudio((state) => state.selection)
  const own = controls?.find(({ id, kind }) => id === selection && kind === 'region')
  const colour = hueColour(own?.hue ?? freeHue((controls ?? []).map(({ hue }) => hue)))
  const points = sketch?.trail?.flatMap(({ x, y }) => [x, y])
  return (
    <>
      {sketch?.mask && <AreaShape mask={sketch.mask} colour={sketch.off ? away : colour} density={0.5} />}
      {points &&
        (
          [
            ['#0c0c0e', 4, undefined],
            [sketch?.off ? away : '#ffffff', 2, [6 / zoom, 5 / zoom]],
          ] as const
        ).map(([stroke, width, dash]) => (
          <Line
            key={width}
            points={points}
            closed
            stroke={stroke}
            strokeWidth={width / zoom}
            dash={dash ? [...dash] : undefined}
            opacity={dash ? 1 : 0.45}
            lineJoin="round"
          />
        ))}
      {finding.map(({ x, y }) => (
        <Pulse key={`${x} ${y}`} x={x} y={y} colour={colour} zoom={zoom} />
      ))}
    </>
  )
}

/** A ring that breathes while something is looked for. */
function Pulse({ x, y, colour, zoom }: { x: number; y: number; colour: string; zoom: number }) {
  const [phase, setPhase] = useState(0)
  const frame = useRef(0)
  useEffect(() => {
    const begun = performance.now()
    const turn = (now: number) => {
      setPhase(((now - begun) / 700) % 1)
      frame.current = requestAnimationFrame(turn)
    }
    frame.current = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(frame.current)
  }, [])
  return (
    <>
      <Circle x={x} y={y} radius={4 / zoom} fill={colour} stroke="#fff" strokeWidth={1.5 / zoom} />
      <Circle
        x={x}
        y={y}
        radius={(5 + 12 * phase) / zoom}
        stroke={colour}
        strokeWidth={2.5 / zoom}
        opacity={1 - phase}
      />
    </>
  )
}
