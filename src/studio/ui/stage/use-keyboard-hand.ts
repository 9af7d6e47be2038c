import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Point } from '../../../core/geometry'
import { paintTools } from '../rail/tool-options'
import { useStudioStore } from '../use-studio'
import type { Hand } from './use-hand'
import { toPicture } from './view'

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/**
 * A pointer for the keyboard: with a drawing tool, Enter on the stage shows a cross, the arrows move it
 * (Shift: further, Alt: by one pixel), Enter is a click. A brush paints between two Enters. Escape
 * puts it away. Answers where it is, in stage pixels.
 */
export function useKeyboardHand(surface: RefObject<HTMLElement | null>, hand: Hand): Point | null {
  const store = useStudioStore()
  const [cursor, setCursor] = useState<Point | null>(null)
  const at = useRef<Point | null>(null)
  const pressed = useRef(false)

  useEffect(() => {
    const element = surface.current
    if (!element) return
    const show = (next: Point | null) => {
      at.current = next
      setCursor(next)
    }
    const feed = (type: 'down' | 'move' | 'up', place: Point, keys?: { shift: boolean; alt: boolean }) => {
      const { view } = store.getState()
      hand.feed({ type, ...toPicture(view, place), slop: 3 / view.zoom, ...keys })
    }
    const enter = (keys: { shift: boolean; alt: boolean }) => {
      const { tool, region } = store.getState()
      const draws = paintTools.has(tool) || (tool === 'region' && region.way !== 'click')
      const place = at.current
      if (!place) return show({ x: element.clientWidth / 2, y: element.clientHeight / 2 })
      if (!draws) {
        feed('down', place, keys)
        feed('up', place, keys)
      } else {
        feed(pressed.current ? 'up' : 'down', place, keys)
        pressed.current = !pressed.current
      }
    }
    const key = (event: KeyboardEvent) => {
      const { project, tool } = store.getState()
      if (!project || tool === 'select' || event.ctrlKey || event.metaKey) return
      const arrow = arrows[event.key]
      if (event.key === 'Enter') enter({ shift: event.shiftKey, alt: event.altKey })
      else if (event.key === 'Escape' && at.current && !hand.busy) show(null)
      else if (arrow && at.current) {
        const far = event.altKey ? 1 : event.shiftKey ? 40 : 8
        const place = {
          x: Math.max(0, Math.min(element.clientWidth, at.current.x + arrow.x * far)),
          y: Math.max(0, Math.min(element.clientHeight, at.current.y + arrow.y * far)),
        }
        show(place)
        if (hand.busy) feed('move', place)
      } else return
      event.preventDefault()
      event.stopPropagation()
    }
    const away = () => {
      pressed.current = false
      show(null)
    }
    // A stroke that the keyboard has begun ends when the keyboard goes elsewhere.
    const leave = () => {
      if (pressed.current) hand.feed({ type: 'escape' })
      away()
    }
    element.addEventListener('keydown', key)
    element.addEventListener('pointerdown', away)
    element.addEventListener('blur', leave)
    return () => {
      element.removeEventListener('keydown', key)
      element.removeEventListener('pointerdown', away)
      element.removeEventListener('blur', leave)
    }
  }, [surface, store, hand])

  return cursor
}
