import { totalmem } from 'node:os'
import { KinoraError } from '../core/errors'
import type { EngineHost } from '../engine/host'
import type { ClipEncoder, ClipFormat, ClipOptions } from '../media/types'
import { temporaryFolders } from './folders'
import { decodePicture } from './picture'

/**
 * The engine's place in Node: graphs run on onnxruntime-node, pictures are read by sharp, and `encoder`
 * writes the clip to wherever it is wanted. `packUrl` is the pack's folder, `embedded` that of the one that comes along.
 */
export function createNodeHost(
  embedded: string,
  encoder: (format: ClipFormat, options: ClipOptions) => Promise<ClipEncoder>,
): EngineHost {
  return {
    async open({ packUrl, threads }) {
      // Loaded when needed: whoever only asks for help or information does not wait for it.
      const { nodeEngine } = await import('./runtime')
      const { runtime, video } = await nodeEngine(packUrl, embedded, threads)
      const { name, version } = (video ?? runtime.pack).manifest
      const info = {
        provider: 'node',
        softwareAdapter: false,
        pack: `${name} ${version}`,
        threads: threads ?? 0,
      } as const
      return { runtime, video, info }
    },
    decode: decodePicture,
    encoder,
    folders: temporaryFolders(),
    limits: () => ({ memory: totalmem(), buffer: null }),
    bitmap: () => Promise.reject(new KinoraError('internal', { message: 'there are no bitmaps in Node' })),
  }
}
