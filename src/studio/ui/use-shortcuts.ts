import { useEffect } from 'react'
import type { ControlInput } from '../../controls/registry'
import { pointCount, pointRemoved } from '../../controls/surface'
import { useCommands } from '../react'
import { toolNames } from '../state'
import { useSaveProject } from './bar/use-save-project'
import { setPanels, usePanels } from './panels'
import { largestBrush, smallestBrush } from './rail/brush-fields'
import { toolKeys } from './rail/rail'
import { useZoom } from './stage/use-view'
import { guessedRegion } from './use-guessed'
import { useNudge } from './use-nudge'
import { useRender } from './use-render'
import { useAttempt, useStudioStore } from './use-studio'

/** Keys that work wherever nothing is being typed. */
export function useShortcuts(): void {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  const nudge = useNudge()
  const zoom = useZoom()
  const save = useSaveProject()
  const render = useRender()

  useEffect(() => {
    let spaceTap = false

    const withControl = (event: KeyboardEvent): boolean => {
      switch (event.key.toLowerCase()) {
        case 'z':
          if (event.shiftKey) commands.redo()
          else commands.undo()
          return true
        case 'y':
          commands.redo()
          return true
        case 's':
          if (store.getState().project) save()
          return true
        case 'o':
          document.getElementById('open-picture')?.click()
          return true
        case 'e':
          if (store.getState().project) setPanels({ dialog: 'export' })
          return true
        case 'enter':
          if (store.getState().work) commands.cancel()
          else if (store.getState().project) render()
          return true
        default:
          return false
      }
    }

    const remove = (): boolean => {
      const { project, selection } = store.getState()
      const control = project?.controls.find(({ id }) => id === selection)
      if (!control) return false
      const less = pointRemoved(control, usePanels.getState().activePoint)
      if (less) {
        const { id, name: _name, hidden: _hidden, hue: _hue, ...state } = less
        void attempt(() => commands.update(id, state as Partial<ControlInput>))
        setPanels({ activePoint: null })
      } else void attempt(() => commands.remove(control.id))
      return true
    }

    const guessAgain = (): boolean => {
      const id = guessedRegion(store.getState())
      if (id) void attempt(() => commands.guessAgain(id))
      return id !== null
    }

    const nextControl = (back: boolean): boolean => {
      const { project, selection } = store.getState()
      const ids = (project?.controls ?? []).map(({ id }) => id)
      if (ids.length === 0) return false
      const at = ids.indexOf(selection ?? '')
      const next = at < 0 ? 0 : (at + (back ? -1 : 1) + ids.length) % ids.length
      commands.set({ selection: ids[next] ?? null })
      return true
    }

    const nextPoint = (back: boolean): boolean => {
      const { project, selection } = store.getState()
      const control = project?.controls.find(({ id }) => id === selection)
      const [count, at] = [control ? pointCount(control) : 0, usePanels.getState().activePoint]
      if (count === 0) return false
      setPanels({ activePoint: at === null ? count - 1 : (at + (back ? -1 : 1) + count) % count })
      return true
    }

    const plain = (event: KeyboardEvent): boolean => {
      const state = store.getState()
      const { project, selection, brush, region, compare, frame } = state
      if (event.key === '?') {
        setPanels({ dialog: 'shortcuts' })
        return true
      }
      if (event.key === 'Escape') {
        if (state.live) commands.live.stop()
        else if (usePanels.getState().motion) setPanels({ motion: null })
        else if (selection) commands.set({ selection: null })
        else if (usePanels.getState().inspector) setPanels({ inspector: null })
        else return false
        return true
      }
      if (!project) return false
      const tool = toolNames.find((name) => toolKeys[name].toLowerCase() === event.key.toLowerCase())
      if (tool) {
        commands.set({ tool })
        return true
      }
      const resize = (factor: number) =>
        commands.set({
          brush: { ...brush, size: Math.round(Math.min(largestBrush, Math.max(smallestBrush, brush.size * factor))) },
        })
      const step = (to: number) => {
        commands.play(false)
        commands.seek(to)
      }
      switch (event.key) {
        case '[':
          resize(1 / 1.15)
          return true
        case ']':
          resize(1.15)
          return true
        case 'e':
          if (state.tool === 'region')
            commands.set({ region: { ...region, aim: region.aim === 'subtract' ? 'new' : 'subtract' } })
          else commands.set({ brush: { ...brush, erase: !brush.erase } })
          return true
        case '+':
        case '=':
          zoom.by(1.25)
          return true
        case '-':
        case '_':
          zoom.by(1 / 1.25)
          return true
        case '0':
          zoom.fit()
          return true
        case '1':
          zoom.actual()
          return true
        case 'h':
        case '\\':
          commands.set({ showStill: true })
          return true
        case 'c':
          commands.set({ compare: compare ? null : { at: 0.5, with: state.lastRender ? 'render' : 'preview' } })
          return true
        case 'm':
          setPanels({ motion: usePanels.getState().motion ? null : 'flow' })
          return true
        case 's':
          commands.set({ muted: !state.muted })
          return true
        case 'i':
          setPanels({ inspector: !document.getElementById('inspector') })
          return true
        case 'n':
        case 'N':
          return nextControl(event.shiftKey)
        case 'q':
        case 'Q':
          return nextPoint(event.shiftKey)
        case 'g':
        case 'G':
          return guessAgain()
        case ',':
          step(frame - 1)
          return true
        case '.':
          step(frame + 1)
          return true
        case 'Home':
          step(0)
          return true
        case 'End':
          step(project.settings.frameCount - 1)
          return true
        case 'Delete':
        case 'Backspace':
          return remove()
        default:
          return selection ? nudge(selection, event) : false
      }
    }

    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || usePanels.getState().dialog || isTyping(event.target)) return
      const handled = event.ctrlKey || event.metaKey ? withControl(event) : !event.altKey && plain(event)
      if (handled) return event.preventDefault()
      if (event.key !== ' ' || !store.getState().project || isPressable(event.target)) return
      event.preventDefault()
      if (!event.repeat) spaceTap = true
      setPanels({ panning: true })
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === 'h' || event.key === '\\') commands.set({ showStill: false })
      if (event.key !== ' ') return
      setPanels({ panning: false })
      if (spaceTap) commands.play(!store.getState().playing)
      spaceTap = false
    }
    // A space bar that was held to pan is no tap.
    const press = () => {
      spaceTap = false
    }
    const away = () => {
      spaceTap = false
      setPanels({ panning: false })
      commands.set({ showStill: false })
    }
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('pointerdown', press, true)
    addEventListener('blur', away)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('pointerdown', press, true)
      removeEventListener('blur', away)
    }
  }, [store, commands, attempt, nudge, zoom, save, render])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'file'
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target.closest('[role="menu"]') !== null
}

/** Space presses what has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, input, [role="radio"], [role="menuitem"], [role="switch"]') !== null
  )
}
