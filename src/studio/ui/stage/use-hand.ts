import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import type { GestureEvent } from '../../../controls/gesture'
import { gripAt, pointAdded } from '../../../controls/surface'
import type { Point } from '../../../core/geometry'
import type { Control } from '../../../project/project'
import { useCommands } from '../../react'
import type { StudioState } from '../../state'
import { newControl } from '../control-names'
import { setPanels, usePanels } from '../panels'
import { useAttempt, useStudioStore } from '../use-studio'
import type { Scene } from './session/scene'
import { idle, type Outcome, type Session } from './session/session'
import { step } from './session/step'
import { useBodyHand } from './use-body-hand'
import { useCloneHand } from './use-clone-hand'
import { useFaceHand } from './use-face-hand'
import { panned, pinched, toPicture } from './view'

/** How far apart two places are one to a hand, in CSS pixels. */
const slops: Record<string, number> = { mouse: 6, pen: 8, touch: 16 }

export interface Hand {
  /** A gesture's event that does not come from a pointer: keys, the keyboard's own cursor. */
  feed(event: GestureEvent): void
  readonly busy: boolean
}

/**
 * Turns pointers on the stage into gestures: one pointer works with the tool, two fingers pinch and pan,
 * the middle button or a held space bar pans. `onDraft` gets the controls of strokes that only the stage shows.
 */
export function useHand(surface: RefObject<HTMLElement | null>, onDraft: (controls: Control[] | null) => void): Hand {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  const session = useRef<Session>(idle)
  const pointAtFace = useFaceHand()
  const pointAtBody = useBodyHand()
  const pointAtThing = useCloneHand()

  const feed = useCallback(
    (event: GestureEvent) => {
      const scene = sceneOf(store.getState())
      if (!scene) return
      apply(step(session.current, event, scene))

      function apply(outcome: Outcome) {
        session.current = outcome.session
        if (outcome.end === 'commit') {
          attempt(async () => {
            commands.gesture(outcome.controls)
            commands.commit()
          })
          onDraft(null)
        } else if (outcome.end === 'abandon') {
          commands.gesture(null)
          onDraft(null)
        } else if (outcome.quiet) onDraft(outcome.controls)
        else if (outcome.controls || store.getState().gesture) commands.gesture(outcome.controls)
        const { sketch = null, ask } = outcome
        if (store.getState().sketch !== sketch) commands.set({ sketch })
        if (ask) {
          setPanels({ welcome: false })
          void attempt(() => commands.select(ask))
        }
        if (outcome.nothingToTake) commands.notify({ kind: 'status', key: 'status.nothingToTake' })
        if (outcome.selection !== undefined) commands.set({ selection: outcome.selection })
        if (outcome.activePoint !== undefined) setPanels({ activePoint: outcome.activePoint })
        if (outcome.tooShort) commands.notify({ kind: 'status', key: 'status.pathTooShort' })
        if (outcome.face) pointAtFace(outcome.face)
        if (outcome.body) pointAtBody(outcome.body)
        if (outcome.clone) pointAtThing(outcome.clone)
        if (outcome.needsArrow) commands.notify({ kind: 'status', key: 'status.needsArrow' })
        if (outcome.end === 'commit') setPanels({ welcome: false })
      }
    },
    [store, commands, onDraft, attempt, pointAtFace, pointAtBody, pointAtThing],
  )

  useEffect(() => {
    const element = surface.current
    if (!element) return
    const pointers = new Map<number, Point>()
    let [mode, pan]: ['none' | 'tool' | 'pan' | 'pinch', Point] = ['none', { x: 0, y: 0 }]

    const placeOf = (event: PointerEvent): Point => {
      const box = element.getBoundingClientRect()
      return { x: event.clientX - box.left, y: event.clientY - box.top }
    }
    const gestureOf = (type: 'down' | 'move' | 'up', event: PointerEvent): GestureEvent => {
      const { view } = store.getState()
      const { shiftKey: shift, altKey: alt } = event
      return { type, ...toPicture(view, placeOf(event)), slop: (slops[event.pointerType] ?? 8) / view.zoom, shift, alt }
    }
    const down = (event: PointerEvent) => {
      if (!store.getState().project || (event.button !== 0 && event.button !== 1)) return
      element.setPointerCapture(event.pointerId)
      // The focus follows the pointer, but need not be shown to one who points.
      element.dataset.pointed = ''
      element.focus({ preventScroll: true })
      const at = placeOf(event)
      pointers.set(event.pointerId, at)
      if (pointers.size === 2) {
        if (mode === 'tool') feed({ type: 'escape' })
        mode = 'pinch'
      } else if (event.button === 1 || usePanels.getState().panning) {
        event.preventDefault()
        ;[mode, pan] = ['pan', at]
      } else if (pointers.size === 1) {
        mode = 'tool'
        feed(gestureOf('down', event))
      }
    }
    const move = (event: PointerEvent) => {
      const at = placeOf(event)
      const { view } = store.getState()
      if (mode === 'pinch' && pointers.has(event.pointerId)) {
        const before = [...pointers.values()] as [Point, Point]
        pointers.set(event.pointerId, at)
        commands.set({ view: pinched(view, before, [...pointers.values()] as [Point, Point]) })
      } else if (mode === 'pan') {
        commands.set({ view: panned(view, { x: at.x - pan.x, y: at.y - pan.y }) })
        pan = at
      } else if (mode === 'tool') {
        pointers.set(event.pointerId, at)
        // The browser hands over one event a frame; the hand was in more places than that.
        const steps = event.getCoalescedEvents?.() ?? []
        for (const finer of steps.length > 1 ? steps : [event]) feed(gestureOf('move', finer))
      } else if (session.current.name !== 'idle') feed(gestureOf('move', event))
    }
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return
      if (mode === 'tool') feed(gestureOf('up', event))
      // The finger that stays after a pinch must not begin to draw.
      mode = 'none'
    }
    const cancel = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return
      if (mode === 'tool') feed({ type: 'escape' })
      mode = 'none'
    }
    // A double click on the selected path's line gives it one more point there.
    const twice = (event: MouseEvent) => {
      const { project, tool, view, selection } = store.getState()
      const control = project?.controls.find(({ id }) => id === selection)
      if (!project || !control || tool !== 'select') return
      const box = element.getBoundingClientRect()
      const at = toPicture(view, { x: event.clientX - box.left, y: event.clientY - box.top })
      const grip = gripAt(control, at, 12 / view.zoom, project.picture)
      const more = grip && pointAdded(control, grip, at)
      if (!grip || more?.kind !== 'trajectory') return
      const { points } = more
      void attempt(() => commands.update(control.id, { points }))
      setPanels({ activePoint: grip.index + 1 })
    }
    element.addEventListener('dblclick', twice)
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', cancel)
    return () => {
      element.removeEventListener('dblclick', twice)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', cancel)
    }
  }, [surface, store, commands, attempt, feed])

  useEffect(() => {
    const events = { Escape: 'escape', Enter: 'confirm', Backspace: 'back' } as const
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Tab') delete surface.current?.dataset.pointed
      if (session.current.name === 'idle' || event.defaultPrevented || !(event.key in events)) return
      event.preventDefault()
      feed({ type: events[event.key as keyof typeof events] })
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [feed, surface])

  // Another tool, an undo, another project: what was begun is given up.
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.tool !== before.tool || state.project !== before.project)
          if (session.current.name !== 'idle') feed({ type: 'escape' })
        if (state.selection !== before.selection) setPanels({ activePoint: null })
      }),
    [store, feed],
  )

  return useMemo(
    () => ({
      feed,
      get busy() {
        return session.current.name !== 'idle'
      },
    }),
    [feed],
  )
}

function sceneOf(state: StudioState): Scene | null {
  const { project, tool, selection, brush, view, region } = state
  if (!project) return null
  return {
    tool,
    selection,
    picture: project.picture,
    controls: project.controls,
    brush: { radius: brush.size / 2 / view.zoom, feather: brush.feather, erase: brush.erase },
    region,
    paintsDepth: usePanels.getState().paintsDepth,
    create: (input) => newControl(input, project.controls),
  }
}
