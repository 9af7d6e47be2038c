import { expect, test } from 'vitest'
import { filmBuilder } from './build'
import { filmAt } from './film'
import { imprintAt, mouthGrid, skinGrid } from './imprint'
import { imprintRecorder, resampled } from './record'

const size = 300
/** Pictures that differ in three ways, each over time. */
const picture = (i: number) =>
  Float32Array.from(
    { length: size },
    (_, p) =>
      128 +
      50 * Math.sin(i / 7) * Math.sin(p / 9) +
      30 * Math.cos(i / 5) * Math.cos(p / 31) +
      20 * Math.sin(i / 3) * ((p % 7) / 7),
  )
const off = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))))

test('a long film is told by its few parts, the beginning as well as the end, whatever came between', () => {
  const builder = filmBuilder(size, 6)
  for (let i = 0; i < 500; i++) builder.add(picture(i))
  const film = builder.film()
  expect(film.parts.length).toBeLessThanOrEqual(6 * size)
  for (const i of [0, 39, 40, 250, 499]) expect(off(filmAt(film, i), picture(i))).toBeLessThan(2.5)
  const between = filmAt(film, 100.5)
  const middle = picture(100).map((value, p) => (value + (picture(101)[p] as number)) / 2)
  expect(off(between, middle)).toBeLessThan(2.5)
})

test('an imprint says at each time what was seen then, and at its end what was seen last', () => {
  const recorder = imprintRecorder()
  const mouth = (i: number) => new Uint8Array(3 * mouthGrid.columns * mouthGrid.rows).fill(40 + 4 * i)
  const skin = (i: number) => new Float32Array(skinGrid.columns * skinGrid.rows).fill(0.01 * i)
  for (let i = 0; i < 30; i++) recorder.add({ mouth: mouth(i), skin: skin(i), parted: 0.02 * i })
  const imprint = recorder.imprint([200, 160, 140])
  const course = { imprint, rate: 10, from: 0.5, to: 2, shares: { mouth: 1, skin: 1 } }
  const moment = imprintAt(course, 0.5)
  expect(off(moment.mouth, mouth(10))).toBeLessThan(2)
  expect(off(moment.skin, skin(10))).toBeLessThan(0.006)
  expect(moment.parted).toBeCloseTo(0.2, 2)
  expect(off(imprintAt(course, 60).mouth, mouth(20))).toBeLessThan(2)
  const twice = resampled(imprint, [20, 4.5])
  expect(off(filmAt(twice.mouth, 0), mouth(20))).toBeLessThan(2)
  expect(filmAt(twice.mouth, 1)[0]).toBeCloseTo(58, 0)
})
