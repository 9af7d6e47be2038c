import { expect, test } from 'vitest'
import { channelCount } from '../../core/face/names'
import { packTake } from './take'
import { readTakeFile, writeTake } from './take-file'

const values = Float32Array.from({ length: 1800 * channelCount }, (_, i) => Math.sin(i / 50) / 2)
const take = { ...packTake(values, 30), name: 'Hello, 你好', from: 0.5, to: 40 }
const problem = (file: Uint8Array<ArrayBuffer>) => {
  try {
    readTakeFile(file)
    return 'read'
  } catch (thrown) {
    return (thrown as { code: string; data: { problem: string } }).data.problem
  }
}

test('a minute comes back as it was and takes less than a megabyte, and its sound stays behind', () => {
  const sound = { sha256: 'a'.repeat(64), type: 'audio/wav', start: 0, duration: 3, muted: false }
  const file = writeTake({ ...take, sound })
  expect(file.length).toBeLessThan(1e6)
  expect(readTakeFile(file)).toEqual({ ...take, sound: undefined })
})

test('what is no motion file, newer, cut off or damaged is refused in a way that can be told', () => {
  const file = writeTake(take)
  expect(problem(new TextEncoder().encode('RIFF and so on, no motion'))).toBe('not-a-take')
  expect(problem(new Uint8Array(3))).toBe('not-a-take')
  expect(problem(file.slice(0, file.length - 7))).toBe('damaged')
  expect(problem(file.slice(0, 40))).toBe('damaged')
  const newer = file.slice()
  newer[4] = 9
  expect(problem(newer)).toBe('newer')
  const broken = file.slice()
  broken.fill(0, 12, 20)
  expect(problem(broken)).toBe('damaged')
})
