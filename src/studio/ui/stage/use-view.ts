import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Point, Size } from '../../../core/geometry'
import { useCommands, useStudio } from '../../react'
import { useStudioStore } from '../use-studio'
import { useFrameZoom } from './use-frame-zoom'
import { fitted, type Margin, zoomedAt } from './view'

/** The stage's size, and a view that follows it until the person zooms or pans. */
export function useView(surface: RefObject<HTMLElement | null>): Size {
  const store = useStudioStore()
  const commands = useCommands()
  const frameZoomed = useFrameZoom()
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const picture = useStudio((state) => state.project?.picture ?? null)
  const fit = useStudio((state) => state.view.fit)

  useLayoutEffect(() => {
    const element = surface.current
    if (!element) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [surface])

  useLayoutEffect(() => {
    if (picture && fit && size.width > 0) commands.set({ view: fitted(picture, size, marginOf(size)) })
  }, [picture, fit, size, commands])

  useEffect(() => {
    const element = surface.current
    if (!element) return
    const wheel = (event: WheelEvent) => {
      if (!store.getState().project) return
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const at = { x: event.clientX - box.left, y: event.clientY - box.top }
      // A touchpad's pinch comes as small wheel steps with Ctrl; a wheel's step is about 100.
      const strength = event.ctrlKey ? 0.01 : 0.0018
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1
      const steps = Math.max(-240, Math.min(240, event.deltaY * lines))
      if (!event.ctrlKey && frameZoomed(Math.exp(-steps * strength))) return
      commands.set({ view: zoomedAt(store.getState().view, at, Math.exp(-steps * strength)) })
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [surface, store, commands, frameZoomed])

  return size
}

/** Below the picture the stage's own buttons find room. */
function marginOf(size: Size): Margin {
  return Math.min(size.width, size.height) < 480 ? { side: 12, top: 12, bottom: 56 } : { side: 24, top: 20, bottom: 60 }
}

/** Zooming by buttons and keys: about the middle of the stage. */
export function useZoom(): { by(factor: number): void; fit(): void; actual(): void } {
  const store = useStudioStore()
  const commands = useCommands()
  const middle = useCallback((): Point => {
    const box = document.getElementById('stage-surface')?.getBoundingClientRect()
    return { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 }
  }, [])
  return useMemo(
    () => ({
      by: (factor) => commands.set({ view: zoomedAt(store.getState().view, middle(), factor) }),
      fit: () => commands.set({ view: { ...store.getState().view, fit: true } }),
      actual: () => commands.set({ view: zoomedAt(store.getState().view, middle(), 1 / store.getState().view.zoom) }),
    }),
    [store, commands, middle],
  )
}
