import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../core/errors'
import { loopModes, qualities } from '../../project/settings'
import { actionKeys, statusKeys } from '../notices'
import { shortcutGroups } from '../ui/shortcut-list'
import { en } from './en'
import { zh } from './zh'

const root = new URL('../../', import.meta.url).pathname

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$/.test(name))
    .map((name) => join(folder, name))
}

const pages = [...filesUnder(join(root, 'studio')), ...filesUnder(join(root, 'controls'))]
  .filter((name) => !name.includes('/words/'))
  .map((name) => ({ name: name.slice(root.length), text: readFileSync(name, 'utf8') }))

function leaves(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )
}

const english = new Map(leaves(en))
const chinese = new Map(leaves(zh))

/** Every key that the pages ask for, the ends of `t(`a.${...}`)` written out from the lists that they run over. */
function askedFor(): { exact: Set<string>; open: Set<string> } {
  const [exact, open] = [new Set<string>(), new Set<string>()]
  for (const { text } of pages) {
    for (const [, key] of text.matchAll(/'([a-zA-Z]+\.[A-Za-z-]+)'/g)) if (key) exact.add(key)
    for (const [, stem] of text.matchAll(/\bt\(\s*`([a-zA-Z]+)\.\$\{/g)) if (stem) open.add(stem)
  }
  for (const key of [...statusKeys, ...actionKeys, ...errorCodes.map((code) => `error.${code}`)]) exact.add(key)
  return { exact, open }
}

describe('the words', () => {
  it('are there in both languages, under the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('take the same values in both languages', () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
    for (const [key, text] of english) expect([key, values(chinese.get(key) ?? '')]).toEqual([key, values(text)])
  })

  it('say something, and in their own script', () => {
    for (const [key, text] of [...english, ...chinese]) expect([key, text.trim()]).not.toEqual([key, ''])
    for (const [key, text] of english) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false])
    const foreign = [...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text.replace(/\{\{\w+\}\}/g, '')))
    // Names, signs and keys that are the same in any language.
    for (const [key] of foreign)
      expect(key).toMatch(/^(app\.(name|title)|control\.name|render\.valueText|field|format|keys|unit)/)
  })

  it('are all used', () => {
    const { exact, open } = askedFor()
    expect(exact).toContain('bar.undo')
    const unused = [...english.keys()].filter((key) => !exact.has(key) && !open.has(key.split('.')[0] ?? ''))
    expect(unused).toEqual([])
  })

  it('exist for every key that is asked for', () => {
    const { exact } = askedFor()
    const groups = new Set(Object.keys(en))
    const asked = [...exact].filter((key) => groups.has(key.split('.')[0] ?? ''))
    expect(asked.filter((key) => !english.has(key))).toEqual([])
  })

  it('cover every list that keys are made from', () => {
    const made = [
      ...loopModes.map((mode) => `loop.${mode}`),
      ...qualities.flatMap((quality) => [`quality.${quality}`, `qualityNote.${quality}`]),
      ...shortcutGroups.flatMap(({ name, shortcuts }) => [
        `shortcuts.${name}`,
        ...shortcuts.map(([what]) => `shortcut.${what}`),
      ]),
      ...['motion', 'plate', 'encode', 'condition', 'step', 'decode', 'compose', 'save'].map((name) => `phase.${name}`),
    ]
    expect(made.filter((key) => !english.has(key))).toEqual([])
    const listed = new Set(made)
    const orphans = [...english.keys()].filter(
      (key) => /^(shortcuts?|loop|quality|phase)\./.test(key) && !listed.has(key),
    )
    expect(orphans).toEqual([])
  })
})

describe('the pages', () => {
  it('hold no words of their own', () => {
    const found = pages
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => [
        ...[...text.matchAll(/>\s*([^<>{}()=;]*\p{L}{2,}[^<>{}()=;]*)\s*<\//gu)].map(
          ([, words]) => `${name}: ${words?.trim()}`,
        ),
        ...[...text.matchAll(/\b(?:aria-label|title|placeholder|alt|label)="([^"]*\p{L}[^"]*)"/gu)].map(
          ([, words]) => `${name}: ${words}`,
        ),
      ])
    expect(found).toEqual([])
  })
})
