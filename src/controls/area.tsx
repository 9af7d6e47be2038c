import { useMemo } from 'react'
import { Image } from 'react-konva'
import type { Mask } from '../core/image'
import { tinted } from '../core/tint'
import { useSurroundings } from './context'

interface AreaShapeProps {
  mask: Mask
  /** CSS hex colour. */
  colour: string
  /** 0..1, inside. */
  density: number
  outline?: boolean
  /** It steps back while the clip plays; then only what is selected keeps a thin line. */
  selected?: boolean
  /** It stays while the clip plays: it does nothing yet that it could hide. */
  stays?: boolean
}

/** A translucent hue with a soft outline where the mask's border runs. */
export function AreaShape({ mask, colour, density, outline = true, selected = false, stays = false }: AreaShapeProps) {
  const surroundings = useSurroundings()
  const { picture } = surroundings
  const quiet = surroundings.quiet && !stays
  const fill = quiet ? 0 : density
  const image = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = mask.width
    canvas.height = mask.height
    const { data } = tinted(mask, colour, fill, outline)
    canvas.getContext('2d')?.putImageData(new ImageData(data, canvas.width, canvas.height), 0, 0)
    return canvas
  }, [mask, colour, fill, outline])
  if (quiet && !selected) return null
  const { width, height } = picture
  return <Image listening={false} image={image} width={width} height={height} opacity={quiet ? 0.5 : 1} />
}

/** How much of the picture a mask covers, 0..1. */
export function useCover(mask: Mask | null): number {
  return useMemo(() => {
    if (!mask) return 0
    let sum = 0
    for (const value of mask.data) sum += value
    return sum / 255 / mask.data.length
  }, [mask])
}
