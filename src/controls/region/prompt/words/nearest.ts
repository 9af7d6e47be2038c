import { chinese } from './chinese'
import { english } from './english'
import type { Lexicon } from './meaning'

/** The known words that an unknown one is most like, the likest first, at most `count`. */
export function nearestWords(unknown: string, count = 3): string[] {
  const ranked = /\p{Script=Han}/u.test(unknown) ? byCharacters(unknown) : byLetters(unknown)
  return ranked
    .sort((a, b) => a.off - b.off || a.word.length - b.word.length)
    .slice(0, count)
    .map(({ word }) => word)
}

interface Ranked {
  word: string
  off: number
}

const telling = (lexicon: Lexicon) =>
  Object.entries(lexicon)
    .filter(([, meaning]) => meaning.kind !== 'filler' && meaning.kind !== 'degree')
    .map(([word]) => word)

/** By edits: as many as a slip of the hand makes, about one in three letters. */
function byLetters(unknown: string): Ranked[] {
  const most = Math.max(1, Math.ceil(unknown.length / 3))
  return telling(english)
    .filter((word) => !word.includes(' ') && Math.abs(word.length - unknown.length) <= most)
    .map((word) => ({ word, off: edits(unknown, word) }))
    .filter(({ off }) => off <= most)
}

/** By the characters that both have. */
function byCharacters(unknown: string): Ranked[] {
  const own = new Set(unknown)
  return telling(chinese)
    .map((word) => {
      const shared = [...new Set(word)].filter((character) => own.has(character)).length
      return { word, off: 1 - (2 * shared) / (own.size + new Set(word).size) }
    })
    .filter(({ off }) => off < 1)
}

/** Least insertions, deletions, changes and swaps of neighbours (Damerau 1964, optimal string alignment). */
export function edits(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] as number) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length] as number
}
