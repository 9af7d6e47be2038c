import * as v from 'valibot'
import { KinoraError } from '../../core/errors'
import { type Take, take as takeSchema } from './state'

/** What a motion file begins with: `KMOT`, a version, and the length of what is said before the numbers. */
const [magic, version] = ['KMOT', 1]
const headLength = 12

export const takeFileEnding = 'kmotion'

/** As much as a file may say before its numbers, bytes. */
const mostSaid = 1 << 16

/**
 * A take as a small file: its numbers packed as they are, after a line of JSON that names the channels. No pixels, no sound, no
 * shape of the one who made it.
 */
export function writeTake({ name, from, to, rate, count, channels, data }: Take): Uint8Array<ArrayBuffer> {
  const said = new TextEncoder().encode(JSON.stringify({ name, from, to, rate, count, channels }))
  const file = new Uint8Array(headLength + said.length + data.length)
  const view = new DataView(file.buffer)
  file.set(new TextEncoder().encode(magic))
  view.setUint32(4, version, true)
  view.setUint32(8, said.length, true)
  file.set(said, headLength)
  file.set(data, headLength + said.length)
  return file
}

/** Opens a motion file and believes nothing in it. @throws `take-unreadable` {problem: not-a-take, newer, damaged} */
export function readTakeFile(file: Uint8Array<ArrayBuffer>): Take {
  const refuse = (problem: string, cause?: unknown) => new KinoraError('take-unreadable', { problem }, cause)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < headLength || new TextDecoder().decode(file.subarray(0, 4)) !== magic) throw refuse('not-a-take')
  if (view.getUint32(4, true) > version) throw refuse('newer')
  const length = view.getUint32(8, true)
  if (length > mostSaid || headLength + length > file.length) throw refuse('damaged')
  try {
    const said = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(headLength, headLength + length)),
    )
    const motion = { ...said, data: file.slice(headLength + length), number: 0, sound: undefined, imprint: undefined }
    return v.parse(takeSchema, motion)
  } catch (thrown) {
    throw refuse('damaged', thrown)
  }
}

/** Whether a file begins as a motion file does. */
export async function isTakeFile(file: Blob): Promise<boolean> {
  return (await file.slice(0, 4).text()) === magic
}
