import { expect, test } from 'vitest'
import { Spool } from './spool'

const bytes = (...values: number[]) => Uint8Array.from(values)
const content = async (file: Blob) => [...new Uint8Array(await file.arrayBuffer())]

test('pieces come out in order, with corrections cut in', async () => {
  const spool = new Spool(4)
  for (let value = 0; value < 10; value++) spool.write(bytes(value))
  spool.write(bytes(50, 51), 3)
  spool.write(bytes(60), 0)
  // Half inside, half behind the end.
  spool.write(bytes(90, 91, 92), 9)
  const file = await spool.finish('video/mp4')
  expect(file.type).toBe('video/mp4')
  expect(await content(file)).toEqual([60, 1, 2, 50, 51, 5, 6, 7, 8, 90, 91, 92])
})

test('the last of two corrections of one place counts', async () => {
  const spool = new Spool()
  spool.write(bytes(1, 2, 3))
  spool.write(bytes(7), 1)
  spool.write(bytes(8), 1)
  expect(await content(await spool.finish(''))).toEqual([1, 8, 3])
})

test('a part can be read before the end', async () => {
  const spool = new Spool(4)
  for (let value = 0; value < 10; value++) spool.write(bytes(value))
  expect(await content(spool.slice(3, 6))).toEqual([3, 4, 5])
  expect(spool.size).toBe(10)
})

test('a gap is refused', () => {
  expect(() => new Spool().write(bytes(1), 5)).toThrow('gap')
})
