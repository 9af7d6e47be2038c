import type { Hint } from '../core/hint'
import { sha256 } from '../media/hash'
import type { Project } from '../project/project'
import { digest } from './kept'
import type { Runtime } from './runtime/runtime'

/** Any plain value as text that is the same for the same value; numbers in arrays go in as their digest. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, it) => (ArrayBuffer.isView(it) ? [it.byteLength, digest(it)] : it))
}

/**
 * Name of a render for its files: a hash of everything on which a pixel of it depends. With the same name
 * an interrupted render ends as it would have.
 */
export function renderKey(
  runtime: Runtime,
  project: Project,
  hints: readonly Hint[],
  settings: unknown,
): Promise<string> {
  const { manifest } = runtime.pack
  const { quality: _, seed, ...clip } = project.settings
  const text = textOf([2, runtime.provider, runtime.half, manifest, project.picture, hints, clip, seed, settings])
  return sha256(new TextEncoder().encode(text))
}
