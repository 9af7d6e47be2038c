import { useEffect, useRef } from 'react'
import { tinted } from '../../../core/tint'
import { useStudio } from '../../react'
import { freeHue, hueColour } from '../hues'
import styles from './stage.module.css'

/** Tints what a path drawn from here would move, or a click here select, in the hue that it will have. */
export function Reach() {
  const reach = useStudio((state) => state.reach)
  const quiet = useStudio(
    (state) =>
      state.gesture !== null || state.sketch !== null || !['trajectory', 'region', 'clone'].includes(state.tool),
  )
  const controls = useStudio((state) => state.project?.controls)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element || !reach) return
    const { width, height, data } = tinted(
      reach.mask,
      hueColour(freeHue((controls ?? []).map(({ hue }) => hue))),
      0.4,
      false,
    )
    element.width = width
    element.height = height
    element.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0)
  }, [reach, controls])
  return <canvas ref={canvas} className={styles.picture} data-shown={(reach && !quiet) || false} data-fading />
}
