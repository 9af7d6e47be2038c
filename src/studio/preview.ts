import type { Client } from '../bridge/client'
import type { PreviewApi } from '../bridge/preview'
import { asKinoraError, KinoraError } from '../core/errors'
import type { Size } from '../core/geometry'
import type { Key } from '../core/key'
import { deferred } from './deferred'
import { errorNotice, withNotice } from './notices'
import type { StudioStore } from './store'

export interface Still {
  bitmap: ImageBitmap
  /** Size of the picture, in whose pixels everything is measured. */
  picture: Size
  /** One colour in the place of the background. */
  key?: Key | null
}

/** The preview worker as the studio holds it: bound to the stage's canvas, replaced when lost. */
export interface Preview {
  /** Whether there is a canvas and a worker that draws on it. */
  readonly open: boolean
  attach(canvas: HTMLCanvasElement): void
  /** The still of everything that follows; hints have to be given again after it. */
  setStill(still: Still | null): void
  /** Waits for the worker and its still, then asks. */
  ask<T>(question: (api: PreviewApi) => Promise<T>): Promise<T>
  restart(): void
}

export interface PreviewOptions {
  renderer: 'webgpu' | 'cpu' | 'auto'
  /** The worker is new: hints and plate have to be given again. */
  onFresh(): void
  onLost(): void
}

export function createPreview(store: StudioStore, spawn: () => Client<PreviewApi>, options: PreviewOptions): Preview {
  let canvas: HTMLCanvasElement | null = null
  let client: Client<PreviewApi> | null = null
  let lost: KinoraError | null = null
  const attached = deferred<void>()
  let started: Promise<unknown> = Promise.resolve()
  let still: Still | null = null
  let given: { still: Still; done: Promise<void> } | null = null

  const fail = (error: KinoraError, from: Client<PreviewApi>) => {
    if (client !== from) return
    client = null
    lost = error
    given = null
    from.close()
    options.onLost()
    store.setState(({ notices }) => ({
      notices: withNotice(notices, errorNotice(error, { key: 'action.restart', run: () => preview.restart() })),
    }))
  }
  const giveStill = (to: Client<PreviewApi>): Promise<void> => {
    if (!still) return Promise.reject(new KinoraError('nothing-open'))
    if (given?.still !== still) given = { still, done: to.api.setPicture(still.bitmap, still.picture, still.key) }
    return given.done
  }

  const preview: Preview = {
    get open() {
      return client !== null
    },
    attach(next) {
      if (next === canvas) return
      canvas = next
      // A canvas can be given away only once, and a worker draws on one canvas.
      client?.close()
      given = null
      const begun = spawn()
      client = begun
      lost = null
      begun.lost.then((error) => fail(error, begun))
      started = begun.api.start(next.transferControlToOffscreen() as OffscreenCanvas, { renderer: options.renderer })
      started.catch((thrown) => fail(asKinoraError(thrown), begun))
      attached.resolve()
      options.onFresh()
    },
    setStill(next) {
      still = next
    },
    async ask(question) {
      // The page's first moments: its canvas is about to come.
      if (!lost) await attached.promise
      const asked = client
      if (!asked) throw lost ?? new KinoraError('nothing-open')
      await started
      await giveStill(asked)
      try {
        return await question(asked.api)
      } catch (thrown) {
        const error = asKinoraError(thrown)
        if (error.code === 'device-lost') fail(error, asked)
        throw error
      }
    },
    restart() {
      client?.close()
      client = null
      // The page mounts a new canvas, and attaching that starts a new worker.
      store.setState(({ stageKey }) => ({ stageKey: stageKey + 1 }))
    },
  }
  return preview
}
