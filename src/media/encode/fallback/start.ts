import { type Remote, wrap } from 'comlink'
import { KinoraError } from '../../../core/errors'
import type { ClipOptions } from '../../types'
import type { FallbackApi } from './worker'

/** What has to be loaded first. */
const coreBytes = 32_232_419

/**
 * ffmpeg in a worker of its own, for what the platform cannot do. Its core is loaded now, and said so.
 * @throws `codec-unavailable` {codec} when it cannot be loaded
 */
export async function startFallback(
  codec: 'h264' | 'vp9' | 'aac' | 'opus',
  { onLoading }: Pick<ClipOptions, 'onLoading'>,
) {
  onLoading?.({ codec, bytes: coreBytes })
  const ffmpeg = startWorker()
  try {
    await ffmpeg.call((api) => api.load())
  } catch (cause) {
    ffmpeg.end()
    throw new KinoraError('codec-unavailable', { codec }, cause)
  }
  return ffmpeg
}

/** The worker, whose own end (a script that cannot be loaded, a crash) ends the call that waits for it. */
function startWorker() {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const api = wrap<FallbackApi>(worker)
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new KinoraError('worker-crashed', { message: event.message ?? '' }))
  })
  broken.catch(() => {})
  return {
    call: <T>(task: (remote: Remote<FallbackApi>) => Promise<T>): Promise<T> => Promise.race([task(api), broken]),
    end: () => worker.terminate(),
  }
}
