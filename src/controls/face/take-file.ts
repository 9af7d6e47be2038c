import * as v from 'valibot'
import { isMotionFile, readMotionFile, writeMotionFile } from '../files/motion-file'
import { type Take, take as takeSchema } from './state'

const letters = 'KMOT'

export const takeFileEnding = 'kmotion'

/**
 * A take as a small file: its numbers packed as they are, after a line of JSON that names the channels. No pixels, no sound, no
 * shape of the one who made it.
 */
export function writeTake({ name, from, to, rate, count, channels, data }: Take): Uint8Array<ArrayBuffer> {
  return writeMotionFile(letters, { name, from, to, rate, count, channels }, data)
}

/** Opens a motion file and believes nothing in it. @throws `take-unreadable` {problem: not-a-take, newer, damaged} */
export function readTakeFile(file: Uint8Array<ArrayBuffer>): Take {
  return readMotionFile(letters, file, (said, data) =>
    v.parse(takeSchema, { ...said, data, number: 0, sound: undefined, imprint: undefined }),
  )
}

/** Whether a file begins as a motion file does. */
export async function isTakeFile(file: Blob): Promise<boolean> {
  return isMotionFile(letters, file)
}
