declare module '@ffmpeg/core' {
  interface FFmpegCore {
    /** Runs ffmpeg with these arguments to its end; its exit status is in `ret`. */
    exec(...args: string[]): number
    ret: number
    reset(): void
    setLogger(logger: (line: { type: string; message: string }) => void): void
    FS: {
      writeFile(path: string, data: Uint8Array): void
      readFile(path: string): Uint8Array<ArrayBuffer>
      unlink(path: string): void
    }
    _malloc(bytes: number): number
    /** What the WebAssembly module gives, by its short names. */
    asm: Record<string, (value?: number) => number>
  }
  /** The core takes the address of its WebAssembly as base64 of JSON behind a #. */
  export default function createFFmpegCore(options: { mainScriptUrlOrBlob: string }): Promise<FFmpegCore>
}
