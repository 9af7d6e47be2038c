import { useMemo } from 'react'
import type { BodyTake } from '../../controls/body/state'
import { cloneFileEnding, writeCloneFile } from '../../controls/clone/file'
import type { ControlSurroundings } from '../../controls/context'
import type { Take } from '../../controls/face/state'
import { takeFileEnding, writeTake } from '../../controls/face/take-file'
import { expressionFor } from '../../controls/face/words'
import { maskHolds } from '../../core/mask'
import { mostFrames } from '../../project/settings'
import { clipSpan, motionTime } from '../../project/timing'
import { useCommands, useStudio } from '../react'
import type { ReadReference } from '../reference'
import { download, fileName } from './download'
import { setPanels, usePanels } from './panels'
import { ButtonPart } from './parts/button-part'
import { ChoicePart } from './parts/choice-part'
import { IconPart } from './parts/icon-part'
import { NumberPart } from './parts/number-part'
import { SliderPart } from './parts/slider-part'
import { useAttempt, useStudioStore } from './use-studio'

const useLive = () => useStudio((state) => state.live)
const usePopOut = () => useStudio((state) => state.popOut)
const useLiveOptions = () => useStudio((state) => state.liveOptions)

/** What controls are given of the studio; null while nothing is open. */
export function useSurroundingsValue(): ControlSurroundings | null {
  const commands = useCommands()
  const picture = useStudio((state) => state.project?.picture ?? null)
  const settings = useStudio((state) => state.project?.settings ?? null)
  const zoom = useStudio((state) => state.view.zoom)
  const quiet = useStudio((state) => (state.playing || state.live !== null) && !state.picking)
  const store = useStudioStore()
  const attempt = useAttempt()
  const paintsDepth = usePanels((state) => state.paintsDepth)
  return useMemo(() => {
    if (!picture || !settings) return null
    // There and back are the same places: the way there is enough.
    const frames =
      settings.loop === 'ping-pong' || settings.loop === 'eased' ? settings.frameCount / 2 : settings.frameCount
    return {
      picture,
      zoom,
      quiet,
      span: clipSpan(settings),
      duration: settings.frameCount / settings.fps,
      lengthen(seconds) {
        const frameCount = Math.max(1, Math.min(mostFrames, Math.round(seconds * settings.fps)))
        void attempt(async () => commands.settings({ frameCount }))
      },
      moments: Array.from({ length: Math.ceil(frames) }, (_, frame) => motionTime(settings, frame)),
      now: () => motionTime(settings, store.getState().frame),
      async driveFace(word, at) {
        let driven = false
        await attempt(async () => {
          await commands.add({ kind: 'face', at, expression: expressionFor(word, clipSpan(settings)) })
          driven = true
        })
        return driven
      },
      inRegion: (at) =>
        store
          .getState()
          .project?.controls.some(
            (control) =>
              control.kind === 'region' && !control.hidden && control.mask && maskHolds(control.mask, at, picture),
          ) ?? false,
      async takeThing(at) {
        let id: string | null = null
        await attempt(async () => {
          id = await commands.select({ id: null, click: { ...at, keep: true } })
          if (id) commands.set({ tool: 'region' })
        })
        return id
      },
      saveTake: (take, name) =>
        download(
          new Blob([writeTake({ ...take, name })]),
          fileName(name.replace(/\.[a-z0-9]{2,5}$/i, ''), takeFileEnding),
        ),
      live: {
        useState: useLive,
        useOptions: useLiveOptions,
        start(source) {
          const { selection } = store.getState()
          if (selection) void attempt(() => commands.live.start(selection, source))
        },
        stop: commands.live.stop,
        calibrate: commands.live.calibrate,
        record: commands.live.record,
        finish: () => void attempt(commands.live.finish),
        change: commands.live.options,
        stream: commands.live.stream,
      },
      popOut: {
        useState: usePopOut,
        open: () => void attempt(() => commands.popOut.open(store.getState().project?.name || 'Kinora')),
        close: commands.popOut.close,
        background: commands.popOut.background,
      },
      async readTake(file, onProgress) {
        let take: Take | null = null
        await attempt(async () => {
          take = await commands.readTake(file, onProgress)
        })
        return take
      },
      async readBody(file) {
        let take: BodyTake | null = null
        await attempt(async () => {
          const { readBodyTake } = await import('../body-driver')
          take = await readBodyTake(file)
        })
        return take
      },
      async readReference(file, onProgress) {
        let read: ReadReference | null = null
        await attempt(async () => {
          const { readReference } = await import('../reference')
          read = await readReference(file, onProgress)
        })
        return read
      },
      saveReference(motion) {
        const name = motion.name.replace(/\.[^.]*$/, '')
        download(new Blob([writeCloneFile(motion)]), fileName(name, cloneFileEnding))
      },
      parts: { ButtonPart, NumberPart, SliderPart, IconPart, ChoicePart },
      paintsDepth,
      paintDepth: (on) => {
        // What is painted lies where it lies in the still.
        if (on) {
          commands.play(false)
          commands.seek(0)
        }
        setPanels({ paintsDepth: on })
      },
    }
  }, [picture, settings, zoom, quiet, paintsDepth, commands, store, attempt])
}
