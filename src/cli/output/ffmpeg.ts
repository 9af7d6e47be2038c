import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openAsBlob } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { KinoraError } from '../../core/errors'
import { soundArguments } from '../../media/encode/ffmpeg-sound'
import { createYuv, toYuv } from '../../media/encode/yuv'
import type { ClipEncoder, ClipOptions } from '../../media/types'

/** Encoders of the system's ffmpeg, best first, with what makes each go by a quality 0..1. */
const encoders = {
  mp4: [
    ['libx264', (q: number) => ['-preset', 'medium', '-crf', constantRate(q, 36, 12)]],
    ['libopenh264', (q: number) => ['-rc_mode', 'quality', '-qmin', constantRate(q, 40, 14), '-qmax', '51']],
    ['h264_videotoolbox', (q: number) => ['-q:v', String(Math.round(30 + 60 * q))]],
  ],
  webm: [
    [
      'libvpx-vp9',
      (q: number) => [
        '-crf',
        constantRate(q, 52, 18),
        '-b:v',
        '0',
        '-row-mt',
        '1',
        '-deadline',
        'good',
        '-cpu-used',
        '4',
      ],
    ],
  ],
} as const

const soundCodecs = {
  mp4: ['-c:a', 'aac', '-b:a', '160k'],
  webm: ['-c:a', 'libopus', '-b:a', '128k'],
}

const codecs = { mp4: 'h264', webm: 'vp9' } as const

/** The quantizer for a quality 0..1, between the worst and the best that make sense for a codec. */
function constantRate(quality: number, worst: number, best: number): string {
  return String(Math.round(worst + (best - worst) * Math.min(1, Math.max(0, quality))))
}

/**
 * H.264 in mp4 or VP9 in webm by the system's ffmpeg, which is fed frame by frame and holds the composer back
 * where it is the slower one. Colours are made here (BT.709, limited range), as in the browser.
 * @param program name or path of ffmpeg
 * @throws `codec-unavailable` {codec} where there is no ffmpeg or it lacks the codec; `disk-full`; `internal`.
 */
export async function createFfmpegEncoder(
  format: 'mp4' | 'webm',
  options: ClipOptions,
  path: string,
  program: string,
): Promise<ClipEncoder> {
  const [name, quality] = await findEncoder(program, format)
  const yuv = createYuv(options.width, options.height)
  const rate = String(options.fps)
  const sound = await layDown(options, path)
  const child = spawn(
    program,
    [
      ...['-hide_banner', '-loglevel', 'error', '-y'],
      ...[
        '-f',
        'rawvideo',
        '-pix_fmt',
        'yuv420p',
        '-s',
        `${yuv.width}x${yuv.height}`,
        '-framerate',
        rate,
        '-i',
        'pipe:0',
      ],
      ...sound.inputs,
      ...sound.graph,
      ...['-map', '0:v:0'],
      ...['-c:v', name, ...quality(options.quality), '-g', String(Math.max(1, Math.round(2 * options.fps)))],
      ...['-pix_fmt', 'yuv420p', '-color_range', 'tv'],
      ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
      ...(sound.files.length > 0 ? soundCodecs[format] : []),
      ...(format === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'webm']),
      path,
    ],
    // A group of its own: Ctrl-C is ours to handle.
    { stdio: ['pipe', 'ignore', 'pipe'], detached: process.platform !== 'win32' },
  )
  const running = watch(child)
  return {
    async add(frame) {
      toYuv(frame, yuv, options.background ?? [255, 255, 255])
      await running.write(yuv.data)
    },
    async finish() {
      await running.end().finally(sound.remove)
      return openAsBlob(path, { type: `video/${format}` })
    },
    async abandon() {
      await running.kill()
      await sound.remove()
      await rm(path, { force: true })
    },
  }
}

/** The sounds of a clip in files beside it, which ffmpeg reads, and what it is told of them. */
async function layDown({ sounds = [], frameCount, fps }: ClipOptions, path: string) {
  const files = sounds.map((_, k) => `${path}.sound-${k}`)
  await Promise.all(sounds.map(async ({ file }, k) => writeFile(files[k] as string, file.stream())))
  const remove = async () => {
    await Promise.all(files.map((file) => rm(file, { force: true })))
  }
  if (files.length === 0) return { files, remove, inputs: [], graph: [] }
  return { files, remove, ...soundArguments(sounds, files, 1, frameCount / fps) }
}

/** The best encoder that a program has. @throws `codec-unavailable` where there is no such program, or it has none. */
export async function findEncoder(program: string, format: 'mp4' | 'webm') {
  const listed = await output(program, ['-hide_banner', '-encoders']).catch((cause) => {
    throw new KinoraError('codec-unavailable', { codec: codecs[format], ffmpeg: 'missing' }, cause)
  })
  const found = encoders[format].find(([name]) => new RegExp(`^ V\\S* ${name} `, 'm').test(listed))
  if (!found) throw new KinoraError('codec-unavailable', { codec: codecs[format], ffmpeg: 'lacking' })
  return found
}

async function output(program: string, parameters: string[]): Promise<string> {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    text += piece
  })
  await once(child, 'close')
  return text
}

/** A running ffmpeg: what it says when it fails becomes the error of whoever writes next. */
function watch(child: ChildProcess) {
  let said = ''
  let failure: KinoraError | null = null
  let killed = false
  const pipe = child.stdin
  child.stderr?.setEncoding('utf8').on('data', (piece) => {
    said = (said + piece).slice(-2000)
  })
  // A pipe that closes early says nothing of why: the exit does.
  pipe?.on('error', () => {})
  const over = new Promise<void>((resolve) => {
    const end = (status: number | null, cause?: unknown) => {
      if (status !== 0 && !killed) failure ??= failureOf(said || `ffmpeg ended with ${status}`, cause)
      resolve()
    }
    child.once('error', (cause) => end(null, cause))
    child.once('close', (status) => end(status))
  })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  over.then(() => process.off('exit', stop))
  return {
    async write(data: Uint8Array<ArrayBuffer>): Promise<void> {
      if (failure) throw failure
      if (!pipe) return
      // The pipe has taken the bytes when it calls back; until then they must not change.
      await Promise.race([new Promise((resolve) => pipe.write(data, resolve)), over])
      if (failure) throw failure
    },
    async end(): Promise<void> {
      pipe?.end()
      await over
      if (failure) throw failure
    },
    async kill(): Promise<void> {
      killed = true
      stop()
      await over
    },
  }
}

function failureOf(said: string, cause: unknown): KinoraError {
  if (/no space left|quota exceeded|file too large/i.test(said)) return new KinoraError('disk-full', {}, cause)
  return new KinoraError('internal', { message: said.trim().split('\n').at(-1) ?? '' }, cause)
}
