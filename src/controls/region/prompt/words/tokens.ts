import { chinese } from './chinese'
import { english } from './english'
import type { Meaning } from './meaning'

/** A word or fixed phrase of a prompt, where it stands in the text, and what it means (null: unknown). */
export interface Token {
  text: string
  start: number
  end: number
  meaning: Meaning | null
}

const englishWords = new Map(Object.entries(english))
const chineseWords = new Map(Object.entries(chinese))
const longest = {
  english: Math.max(...[...englishWords.keys()].map((phrase) => phrase.split(' ').length)),
  chinese: Math.max(...[...chineseWords.keys()].map((word) => word.length)),
}

/** Cuts a prompt into what is known of it, the longest first, and into words that are not. */
export function tokensOf(prompt: string): Token[] {
  const text = prompt.normalize('NFKC').toLowerCase()
  const tokens: Token[] = []
  const words: Token[] = []
  const flush = () => tokens.push(...phrases(words.splice(0)))
  for (const run of text.matchAll(/\d+\s*(?:[次下遍回圈]|times?|x)?|[a-z][a-z'’-]*|\p{Script=Han}+/gu)) {
    const start = run.index
    const found = run[0]
    if (/^\d/.test(found)) {
      flush()
      const value = Math.min(100, Number.parseInt(found, 10))
      const meaning: Meaning = /^\d+$/.test(found.trim()) ? { kind: 'number', value } : { kind: 'times', times: value }
      tokens.push({ text: found, start, end: start + found.length, meaning })
    } else if (/^[a-z]/.test(found)) words.push({ text: found, start, end: start + found.length, meaning: null })
    else {
      flush()
      tokens.push(...characters(found, start))
    }
  }
  flush()
  return tokens
}

/** The plain forms that an English word may be an inflection of, itself first. */
export function plainForms(word: string): string[] {
  const forms = [word]
  const cut = (ending: string, ...instead: string[]) => {
    if (!word.endsWith(ending) || word.length < ending.length + 2) return
    const stem = word.slice(0, -ending.length)
    for (const tail of instead) forms.push(stem + tail)
    if (/([b-df-hj-np-tv-z])\1$/.test(stem)) forms.push(stem.slice(0, -1))
  }
  cut('ing', '', 'e')
  cut('ies', 'y')
  cut('ied', 'y')
  cut('ed', '', 'e')
  cut('es', '', 'e')
  cut('s', '')
  cut("'s", '')
  return forms
}

function phrases(words: Token[]): Token[] {
  const out: Token[] = []
  for (let at = 0; at < words.length; ) {
    const first = words[at] as Token
    let taken = 1
    let meaning: Meaning | null = null
    for (let count = Math.min(longest.english, words.length - at); count > 0 && !meaning; count--) {
      const rest = words.slice(at + 1, at + count).map(({ text }) => text)
      meaning = lookUp(first.text, rest)
      if (meaning) taken = count
    }
    const last = words[at + taken - 1] as Token
    const text = words.slice(at, at + taken).map((word) => word.text)
    out.push({ text: text.join(' '), start: first.start, end: last.end, meaning })
    at += taken
  }
  return out
}

function lookUp(first: string, rest: string[]): Meaning | null {
  for (const head of plainForms(first))
    for (const tail of [rest, rest.map((word) => plainForms(word).at(-1) ?? word)]) {
      const meaning = englishWords.get([head, ...tail].join(' '))
      if (meaning) return meaning
    }
  return null
}

function characters(run: string, start: number): Token[] {
  const out: Token[] = []
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longest.chinese, run.length - at)
    while (length > 0 && !chineseWords.has(run.slice(at, at + length))) length--
    const last = out.at(-1)
    if (length > 0) {
      const text = run.slice(at, at + length)
      out.push({ text, start: start + at, end: start + at + length, meaning: chineseWords.get(text) ?? null })
    } else if (last && !last.meaning && last.end === start + at) {
      last.text += run[at] as string
      last.end++
    } else out.push({ text: run[at] as string, start: start + at, end: start + at + 1, meaning: null })
    at += Math.max(1, length)
  }
  return out
}
