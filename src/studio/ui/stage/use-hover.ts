import { type RefObject, useEffect, useState } from 'react'
import type { Control } from '../../../project/project'
import { useCommands } from '../../react'
import type { ToolName } from '../../state'
import { usePanels } from '../panels'
import { useStudioStore } from '../use-studio'
import type { Scene } from './session/scene'
import { controlAt, type Hold, pivotAt, regionAt, takenByDrawing } from './session/under'
import type { Hand } from './use-hand'
import { toPicture } from './view'

/** What the pointer is over: says it to the tint, and answers what a press would take hold of. */
export function useHover(surface: RefObject<HTMLElement | null>, hand: Hand): 'point' | 'path' | 'body' | null {
  const store = useStudioStore()
  const commands = useCommands()
  const [over, setOver] = useState<'point' | 'path' | 'body' | null>(null)

  useEffect(() => {
    const element = surface.current
    if (!element) return
    const move = (event: PointerEvent) => {
      const { project, tool, view, selection, brush, region } = store.getState()
      if (!project || event.pointerType === 'touch') return
      const box = element.getBoundingClientRect()
      const at = toPicture(view, { x: event.clientX - box.left, y: event.clientY - box.top })
      const inside = at.x >= 0 && at.y >= 0 && at.x < project.picture.width && at.y < project.picture.height
      // Where it is pressed, too: the hand picks from the still until it leaves the picture.
      const placing = tool === 'face' && usePanels.getState().facePoints !== null
      const picks = tool === 'region' || placing || (tool === 'clone' && !hasThing(project.controls, selection))
      pick(picks && inside)
      const idle = event.buttons === 0 && !hand.busy
      if (!idle) return commands.hover(null)
      const scene = {
        tool,
        selection,
        picture: project.picture,
        controls: project.controls,
        brush: { ...brush, radius: brush.size },
        region,
        paintsDepth: usePanels.getState().paintsDepth,
        create: () => {
          throw new Error('Hovering makes nothing.')
        },
      }
      const takers: readonly ToolName[] = ['select', 'trajectory', 'camera']
      const held = tool === 'region' && !event.shiftKey && !event.altKey ? pivotAt(at, 9 / view.zoom, scene) : null
      const found = held ?? (takers.includes(tool) ? controlAt(at, 9 / view.zoom, scene) : null)
      const takes = found !== null && takenWith(tool, found, scene)
      const seeks = tool === 'region' && region.way !== 'paint' && !event.shiftKey && !event.altKey
      const looks =
        tool === 'clone'
          ? picks
          : seeks
            ? region.aim === 'new' && !held && !regionAt(at, 0, scene)
            : tool === 'trajectory' && !takes
      commands.hover(inside && looks ? at : null)
      setOver(found && takes ? found.grip.part : null)
    }
    const press = () => {
      commands.hover(null)
      setOver(null)
    }
    const leave = () => {
      press()
      pick(false)
    }
    const pick = (picking: boolean) => {
      if (store.getState().picking !== picking) commands.set({ picking })
    }
    // Another tool, by its key: until the pointer moves it picks nothing.
    const unsubscribe = store.subscribe((state, before) => {
      if (state.tool !== before.tool) pick(false)
    })
    // Six clicks are made on the still, from the moment they are asked for until the last of them.
    const unsubscribePanels = usePanels.subscribe(({ facePoints }, before) => {
      if ((facePoints === null) !== (before.facePoints === null)) pick(facePoints !== null)
    })
    // A hand at the keys (a phrase, a slider, undo) means to see what comes of it; Shift and Alt belong to the clicks.
    const type = ({ key }: KeyboardEvent) => {
      if (!['Shift', 'Alt', 'Control', 'Meta'].includes(key)) pick(false)
    }
    addEventListener('keydown', type, true)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerdown', press)
    element.addEventListener('pointerleave', leave)
    return () => {
      unsubscribe()
      unsubscribePanels()
      removeEventListener('keydown', type, true)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('pointerleave', leave)
    }
  }, [surface, store, commands, hand])

  return over
}

/** Whether the selected control is a clone that knows what it moves: then a click is rare, and the clip is to be seen. */
function hasThing(controls: readonly Control[], selection: string | null): boolean {
  const selected = controls.find(({ id }) => id === selection)
  return selected?.kind === 'clone' && selected.to !== undefined
}

function takenWith(tool: ToolName, found: Hold, scene: Scene): boolean {
  if (tool === 'region') return true
  if (tool === 'camera') return found.control.kind === 'camera' && !scene.paintsDepth
  return tool === 'select' || takenByDrawing(found, scene)
}
