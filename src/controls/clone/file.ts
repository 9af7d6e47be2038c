import * as v from 'valibot'
import { isMotionFile, readMotionFile, writeMotionFile } from '../files/motion-file'
import { type CloneMotion, cloneMotion } from './state'

const letters = 'KCLO'

export const cloneFileEnding = 'kclone'

/** A reference's motion as a small file, under 1 MB, with none of its pixels. */
export function writeCloneFile({ data, ...said }: CloneMotion): Uint8Array<ArrayBuffer> {
  return writeMotionFile(letters, said, data)
}

/** Opens such a file and believes nothing in it. @throws `take-unreadable` {problem: not-a-take, newer, damaged} */
export function readCloneFile(file: Uint8Array<ArrayBuffer>): CloneMotion {
  return readMotionFile(letters, file, (said, data) => v.parse(cloneMotion, { ...said, data }))
}

export function isCloneFile(file: Blob): Promise<boolean> {
  return isMotionFile(letters, file)
}
