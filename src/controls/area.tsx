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
}

/** A translucent hue with a soft outline where the mask's border runs. */
export function AreaShape({ mask, colour, density, outline }: AreaShapeProps) {
  const { picture } = useSurroundings()
  const image = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = mask.width
    canvas.height = mask.height
    const { data } = tinted(mask, colour, density, outline)
    canvas.getContext('2d')?.putImageData(new ImageData(data, canvas.width, canvas.height), 0, 0)
    return canvas
  }, [mask, colour, density, outline])
  return <Image listening={false} image={image} width={picture.width} height={picture.height} />
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
