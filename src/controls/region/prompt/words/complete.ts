import type { MotionName } from '../motions/names'
import { chinese } from './chinese'
import { english } from './english'
import { additions, type Language, motionPhrases } from './names'
import { parsePrompt, type Saying } from './parse'
import { tokensOf } from './tokens'

/** A way to go on with a phrase: the whole of it, what is new in it, and the motion that it then means. */
export interface Completion {
  phrase: string
  word: string
  motion: MotionName | null
}

/**
 * Ways to go on with what has been typed so far, the likeliest first: the rest of a word that was begun,
 * a motion where none is said (`fitting` first), or how it may be done.
 */
export function completions(typed: string, language: Language, fitting: readonly MotionName[], most = 8): Completion[] {
  const said = parsePrompt(typed)
  const begun = /([a-z]+|\p{Script=Han}+)$/iu.exec(typed)?.[0]?.toLowerCase() ?? ''
  const last = tokensOf(typed).at(-1)
  const finished = begun !== '' && last?.meaning != null && last.text.endsWith(begun)
  const out: Completion[] = []
  const offer = (phrase: string, word: string) => {
    if (phrase.trim() === typed.trim() || out.some((other) => other.phrase === phrase)) return
    const meaning = parsePrompt(phrase)
    if (meaning.unknown.length === 0) out.push({ phrase, word, motion: meaning.motion })
  }

  if (begun) {
    const head = typed.slice(0, typed.length - begun.length)
    const han = /\p{Script=Han}/u.test(begun)
    const words = han
      ? [...names(fitting, 'zh'), ...additions.zh, ...telling(chinese)]
      : [...names(fitting, 'en'), ...additions.en, ...telling(english)]
    const tail = han && last && !last.meaning ? last.text : begun
    const before = han ? typed.slice(0, typed.length - tail.length) : head
    for (const word of words) if (word.startsWith(tail) && word !== tail) offer(before + word, word)
    if (!finished) return out.slice(0, most)
  }
  // One goes on in the language of the last word, whatever that of the studio.
  const spoken = begun === '' ? language : /\p{Script=Han}/u.test(begun) ? 'zh' : 'en'
  if (said.motion === null) for (const name of names(fitting, spoken)) offer(joined(typed, name, spoken), name)
  else
    for (const word of additions[spoken]) if (isNew(parsePrompt(word), said)) offer(joined(typed, word, spoken), word)
  return out.slice(0, most)
}

/** Whether an addition tells something that has not been said: "down left" goes nowhere, "slowly fast" at no speed. */
function isNew(added: Saying, said: Saying): boolean {
  return !(
    (added.direction !== null && said.direction !== null) ||
    (added.times !== null && said.times !== null) ||
    (added.speed !== 1 && said.speed !== 1) ||
    (added.amount !== 1 && said.amount !== 1)
  )
}

/** All motions' names, those that fit first. */
function names(fitting: readonly MotionName[], language: Language): string[] {
  const all = Object.keys(motionPhrases) as MotionName[]
  return [...fitting, ...all.filter((name) => !fitting.includes(name))].map((name) => motionPhrases[name][language])
}

function telling(lexicon: typeof english): string[] {
  return Object.entries(lexicon)
    .filter(([, { kind }]) => kind === 'motion' || kind === 'manner' || kind === 'direction' || kind === 'part')
    .map(([word]) => word)
}

/** In Chinese how comes before what, but for how often. */
function joined(phrase: string, word: string, language: Language): string {
  const said = phrase.trim()
  if (language === 'en') return said === '' ? word : `${said} ${word}`
  return parsePrompt(word).times === null && parsePrompt(word).motion !== 'flow' && parsePrompt(said).motion !== null
    ? word + said
    : said + word
}
