import { expect, it, vi } from 'vitest'
import { Jobs } from './jobs'
import { Kept } from './kept'
import { Watch } from './watch'

it('runs one job at a time and ends those that wait when they are cancelled', async () => {
  const jobs = new Jobs()
  const order: string[] = []
  let release = () => {}
  const first = jobs.run('a', async () => {
    order.push('a')
    await new Promise<void>((resolve) => {
      release = resolve
    })
    order.push('a done')
  })
  const second = jobs.run('b', async () => void order.push('b'))
  const third = jobs.run('c', async () => void order.push('c'))
  jobs.cancel('b')
  await new Promise((resolve) => setTimeout(resolve))
  release()
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  await Promise.all([first, third])
  expect(order).toEqual(['a', 'a done', 'c'])
})

it('goes on after a job that failed', async () => {
  const jobs = new Jobs()
  await expect(jobs.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(jobs.run('b', async () => 7)).resolves.toBe(7)
})

it('keeps a value until its key changes, and forgets a failure', async () => {
  const kept = new Kept<number>()
  let made = 0
  const make = () => ++made
  expect(await Promise.all([kept.get('x', make), kept.get('x', make)])).toEqual([1, 1])
  expect(await kept.get('y', make)).toBe(2)
  expect(await kept.get('x', make)).toBe(3)
  const two = new Kept<number>(2)
  for (const [key, value] of [
    ['a', 4],
    ['b', 5],
    ['a', 4],
    ['c', 6],
    ['a', 4],
    ['b', 7],
  ] as const)
    expect(await two.get(key, make)).toBe(value)
  await expect(kept.get('z', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await kept.get('z', make)).toBe(8)
})

it('tells a share that only grows and ends at 1, and stops what is not wanted any more', async () => {
  const controller = new AbortController()
  const shares: number[] = []
  const watch = new Watch(controller.signal, ({ share }) => shares.push(share))
  watch.expect('plate', 1, 1)
  watch.expect('step', 3, 1)
  await watch.piece('plate', () => 1)
  // Two windows of the first step, one of the second.
  for (const step of [0, 1, 0])
    await watch.piece('step', () => new Promise((resolve) => setTimeout(resolve, 5)), { step })
  expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  expect(shares.at(-1)).toBe(1)
  expect(watch.finish().step).toHaveLength(2)
  controller.abort()
  const work = vi.fn()
  await expect(watch.piece('step', work)).rejects.toMatchObject({ code: 'cancelled' })
  expect(work).not.toHaveBeenCalled()
})
