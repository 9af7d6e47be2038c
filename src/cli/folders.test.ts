import { expect, it } from 'vitest'
import { temporaryFolders } from './folders'

it('keeps files of one render, and forgets them when another begins', async () => {
  const folders = temporaryFolders()
  expect(await folders.peek('a', 'x')).toBeNull()
  const folder = await folders.open('a')
  await folder?.write('x', [Uint8Array.of(1, 2), Uint16Array.of(0x0403)])
  await folder?.write('y', [Uint8Array.of(9)])
  await folder?.write('x', [Uint8Array.of(7, 8)])
  expect(await folder?.list()).toEqual(['x', 'y'])
  expect(await folders.peek('a', 'x')).toEqual(Uint8Array.of(7, 8))
  await folder?.remove('y')
  await folder?.remove('z')
  expect(await folder?.list()).toEqual(['x'])
  await folders.open('b')
  expect(await folders.peek('a', 'x')).toBeNull()
})
