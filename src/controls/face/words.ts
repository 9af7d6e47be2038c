import type { Course, FaceState } from './state'

/** What a phrase may ask of a face. */
export const faceWords = ['smile', 'blink', 'talk', 'sing'] as const
export type FaceWord = (typeof faceWords)[number]

/** Openings of the mouth, one after another, 0..1: uneven as speech is, the same each time. */
const syllables = [0.55, 0.3, 0.7, 0.2, 0.5, 0, 0.6, 0.35, 0.75, 0.25, 0.45, 0]

/**
 * What a face does for a word over a clip of `span` seconds, as keyframes that can be edited afterwards. It begins as
 * it is in the picture.
 */
export function expressionFor(word: FaceWord, span: number): FaceState['expression'] {
  switch (word) {
    case 'smile':
      return { smile: keys([0, 0], [0.25 * span, 0.9], [0.8 * span, 0.9], [span, 0.6]) }
    case 'blink':
      return { blink: keys(...blinks(span)) }
    case 'talk':
      return { mouth: keys(...mouthing(span, 0.17, 1)), blink: keys(...blinks(span)) }
    case 'sing':
      return {
        mouth: keys(...mouthing(span, 0.42, 1.2)),
        smile: keys([0, 0], [Math.min(0.6, 0.5 * span), 0.3]),
        roll: keys([0, 0], [0.3 * span, 3], [0.7 * span, -3], [span, 0]),
      }
  }
}

function keys(...pairs: [number, number][]): Course {
  return pairs.map(([time, value]) => ({ time, value }))
}

/** Shut for a moment every two seconds and a half, the first early. */
function blinks(span: number): [number, number][] {
  const pairs: [number, number][] = [[0, 0]]
  for (let time = Math.min(0.6, 0.3 * span); time + 0.2 <= span; time += 2.5)
    pairs.push([time, 0], [time + 0.08, 1], [time + 0.2, 0])
  return pairs
}

/** A mouth that opens and closes, `step` seconds each, shut at both ends. */
function mouthing(span: number, step: number, strength: number): [number, number][] {
  const pairs: [number, number][] = [[0, 0]]
  for (let n = 0, time = Math.min(step, 0.4 * span); time < span && pairs.length < 500; n++, time += step)
    pairs.push([time, strength * (syllables[n % syllables.length] as number)])
  return [...pairs, [span, 0]]
}
