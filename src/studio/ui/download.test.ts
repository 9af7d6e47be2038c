import { expect, it } from 'vitest'
import { fileName } from './download'

it('makes a name that every file system takes', () => {
  expect(fileName('Sea: a/b?', 'mp4')).toBe('Sea a b.mp4')
  expect(fileName('日出', 'gif')).toBe('日出.gif')
  expect(fileName('  ..', 'png')).toBe('kinora.png')
})
