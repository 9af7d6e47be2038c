import { expect, it } from 'vitest'
import { frameNoise, frameNoiseIn, philox } from './noise'

it('is Philox 4x32-10: the known answers of its authors', () => {
  expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
  const ones = 0xffffffff
  expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd])
  expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
  ])
})

it('multiplies exactly, whatever the words', () => {
  const word = 0xffffffffn
  const exact = (counter: readonly number[], key: readonly number[]) => {
    let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint]
    let [k, l] = key.map(BigInt) as [bigint, bigint]
    for (let round = 0; round < 10; round++) {
      const [left, right] = [0xd2511f53n * a, 0xcd9e8d57n * c]
      ;[a, b, c, d] = [(right >> 32n) ^ b ^ k, right & word, (left >> 32n) ^ d ^ l, left & word]
      ;[k, l] = [(k + 0x9e3779b9n) & word, (l + 0xbb67ae85n) & word]
    }
    return [a, b, c, d].map(Number)
  }
  for (let i = 0; i < 2000; i++) {
    const words = [1, 2, 3, 4, 5, 6].map((n) => Math.imul(n * 0x9e3779b9, i * 2 + 1) >>> 0)
    const [counter, key] = [words.slice(0, 4), words.slice(4)]
    expect(philox(counter as [number, number, number, number], key as [number, number])).toEqual(exact(counter, key))
  }
})

it('is standard normal', () => {
  const numbers = frameNoise(7, 3, 0, 200_000)
  const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length
  const moment = (power: number) => numbers.reduce((sum, n) => sum + n ** power, 0) / numbers.length
  expect(Math.abs(mean)).toBeLessThan(0.01)
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015)
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1)
})

it('is the same for the same seed and frame however much of it is wanted, and another otherwise', () => {
  const whole = frameNoise(42, 5, 0, 1003)
  expect(frameNoise(42, 5, 0, 10)).toEqual(whole.slice(0, 10))
  for (const other of [frameNoise(43, 5, 0, 1003), frameNoise(42, 6, 0, 1003), frameNoise(42, 5, 1, 1003)]) {
    const correlation = other.reduce((sum, n, i) => sum + n * (whole[i] as number), 0) / 1003
    expect(Math.abs(correlation)).toBeLessThan(0.12)
  }
})

it('gives a part of a frame the numbers that the whole has there', () => {
  const grid = { width: 7, height: 5 }
  const box = { x: 2, y: 1, width: 3, height: 2 }
  const whole = frameNoise(3, 9, 1, 2 * 35)
  const part = frameNoiseIn(3, 9, 1, 2, grid, box)
  const wanted = [0, 1].flatMap((channel) =>
    [1, 2].flatMap((row) => [2, 3, 4].map((column) => whole[channel * 35 + row * 7 + column])),
  )
  expect([...part]).toEqual(wanted)
})
