/// <reference path="./core.d.ts" />
import createFFmpegCore, { type FFmpegCore } from '@ffmpeg/core'
import wasmUrl from '@ffmpeg/core/wasm?url'
import { expose } from 'comlink'

let core: FFmpegCore | null = null

/** ffmpeg in a worker of its own, because a run blocks the thread it is in. */
const api = {
  async load(): Promise<void> {
    const wasmURL = new URL(wasmUrl, self.location.href).href
    core = await createFFmpegCore({ mainScriptUrlOrBlob: `#${btoa(JSON.stringify({ wasmURL }))}` })
    core.setLogger(() => {})
    enlargeStack(core)
  },
  /** Makes out.bin of these files with these arguments; null when ffmpeg said no. */
  run(inputs: Record<string, Uint8Array>, args: string[]): Uint8Array<ArrayBuffer> | null {
    if (!core) return null
    for (const [name, bytes] of Object.entries(inputs)) core.FS.writeFile(name, bytes)
    core.exec(...args)
    const status = core.ret
    core.reset()
    for (const name of Object.keys(inputs)) core.FS.unlink(name)
    if (status !== 0) return null
    const file = core.FS.readFile('out.bin')
    core.FS.unlink('out.bin')
    return file
  },
}

export type FallbackApi = typeof api

const stackBytes = 8 << 20

/**
 * The core was linked with a stack of 64 KB, which libvpx overruns ("memory access out of bounds"). The
 * stack is only a pointer into memory that goes down: here it is set to the upper end of a bigger block.
 * `Da` and `Ea` are stackSave and stackRestore in 0.12.10, the version that package.json pins.
 */
function enlargeStack({ asm, _malloc }: FFmpegCore): void {
  const { Da: save, Ea: restore } = asm
  if (!save || !restore) return
  const before = save()
  const top = (_malloc(stackBytes) + stackBytes) & ~15
  restore(top)
  // Were these other functions than thought, the pointer would not be where it was put.
  if (save() !== top) restore(before)
}

expose(api)
