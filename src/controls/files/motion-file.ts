import { KinoraError } from '../../core/errors'

/** What a motion file begins with: four letters, a version, and the length of what is said before the numbers. */
const version = 1
const headLength = 12
/** As much as a file may say before its numbers, bytes. */
const mostSaid = 1 << 16

/** Numbers packed as they are, after a line of JSON that says what they are. */
export function writeMotionFile(letters: string, said: object, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const line = new TextEncoder().encode(JSON.stringify(said))
  const file = new Uint8Array(headLength + line.length + data.length)
  const view = new DataView(file.buffer)
  file.set(new TextEncoder().encode(letters))
  view.setUint32(4, version, true)
  view.setUint32(8, line.length, true)
  file.set(line, headLength)
  file.set(data, headLength + line.length)
  return file
}

/**
 * Opens a motion file and believes nothing in it.
 * @param parse makes of what it says and of its numbers what is wanted, or throws
 * @throws `take-unreadable` {problem: not-a-take, newer, damaged}
 */
export function readMotionFile<T>(
  letters: string,
  file: Uint8Array<ArrayBuffer>,
  parse: (said: object, data: Uint8Array<ArrayBuffer>) => T,
): T {
  const refuse = (problem: string, cause?: unknown) => new KinoraError('take-unreadable', { problem }, cause)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < headLength || new TextDecoder().decode(file.subarray(0, 4)) !== letters) throw refuse('not-a-take')
  if (view.getUint32(4, true) > version) throw refuse('newer')
  const length = view.getUint32(8, true)
  if (length > mostSaid || headLength + length > file.length) throw refuse('damaged')
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(headLength, headLength + length))
    return parse(JSON.parse(line), file.slice(headLength + length))
  } catch (thrown) {
    throw refuse('damaged', thrown)
  }
}

/** Whether a file begins as a motion file with these letters does. */
export async function isMotionFile(letters: string, file: Blob): Promise<boolean> {
  return (await file.slice(0, 4).text()) === letters
}
