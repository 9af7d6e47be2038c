import { expect, test } from 'vitest'
import { takesOf, withChanged, withChosen, withNewTake, withoutTake } from './shelf'
import { packTake } from './take'

const made = (name: string) => ({ ...packTake(new Float32Array(43 * 2), 30), name })
const names = (takes: Parameters<typeof takesOf>[0]) => takesOf(takes).map(({ name }) => name)
const three = ['a', 'b', 'c'].reduce((takes, name) => withNewTake(takes, made(name)), {
  take: undefined,
  shelf: [],
} as Parameters<typeof takesOf>[0])

test('the newest take drives; all keep their order, whichever is chosen', () => {
  expect(three.take?.name).toBe('c')
  expect(names(three)).toEqual(['a', 'b', 'c'])
  const first = withChosen(three, 1)
  expect(first.take?.name).toBe('a')
  expect(names(first)).toEqual(['a', 'b', 'c'])
  const none = withChosen(first, null)
  expect(none.take).toBeUndefined()
  expect(names(none)).toEqual(['a', 'b', 'c'])
})

test('takes are changed and removed one by one, and a new number is never one that is there', () => {
  const renamed = withChanged(three, { ...(takesOf(three)[1] as ReturnType<typeof made>), name: 'B' })
  expect(names(renamed)).toEqual(['a', 'B', 'c'])
  const left = withoutTake(renamed, 3)
  expect(left.take).toBeUndefined()
  expect(names(left)).toEqual(['a', 'B'])
  const numbers = takesOf(withNewTake(withoutTake(three, 1), made('d'))).map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})
