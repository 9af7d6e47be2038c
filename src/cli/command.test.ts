import { describe, expect, it } from 'vitest'
import { KinoraError } from '../core/errors'
import { parseCommand, UsageError } from './arguments'
import { explain } from './explain'
import { placesOf } from './place'
import { clock, lineOf } from './progress'
import { en } from './words/en'
import { chooseLanguage } from './words/words'
import { zh } from './words/zh'

describe('the command line', () => {
  it('says what to render and how', () => {
    const words =
      'render a.kinora b.kinora -o out --format gif --fps 12 -q 0.5 --full -w 640 --frames 3..7 --threads 2 --json'
    expect(parseCommand(words.split(' '))).toEqual({
      command: 'render',
      projects: ['a.kinora', 'b.kinora'],
      output: 'out',
      format: 'gif',
      fps: 12,
      quality: 0.5,
      make: 'full',
      width: 640,
      frames: { first: 2, last: 6 },
      threads: 2,
      pack: null,
      json: true,
      language: null,
    })
  })

  it('helps whoever says nothing', () => {
    expect(parseCommand([]).command).toBe('help')
    expect(parseCommand(['render', '--help']).command).toBe('help')
  })

  it.each([
    'rendr a.kinora',
    'render',
    'render a.kinora --widht 3',
    'render a.kinora --width',
    'render a.kinora --width 3',
    'render a.kinora --width 300.5',
    'render a.kinora --fps x',
    'render a.kinora --frames 0..3',
    'render a.kinora --frames 5..3',
    'render a.kinora --format avi',
    'render a.kinora --draft --full',
  ])('refuses %s', (words) => {
    expect(() => parseCommand(words.split(' '))).toThrow(UsageError)
  })
})

describe('the place of a clip', () => {
  const places = (words: string) => {
    const command = parseCommand(['render', ...words.split(' ')])
    if (command.command !== 'render') throw new Error('not a render')
    return placesOf(command).map(({ format, path }) => `${format} ${path}`)
  }

  it('is a file, a folder, or beside the project', () => {
    expect(places('x/a.kinora')).toEqual(['mp4 x/a.mp4'])
    expect(places('x/a.kinora -o b.gif')).toEqual(['gif b.gif'])
    expect(places('x/a.kinora -o b.ZIP')).toEqual(['png b.ZIP'])
    expect(places('x/a.kinora x/b.kinora -f webm -o out')).toEqual(['webm out/a.webm', 'webm out/b.webm'])
    expect(places('x/a.kinora -f frames -o out')).toEqual(['frames out'])
    expect(places('x/a.kinora b.kinora -f frames -o out')).toEqual(['frames out/a', 'frames out/b'])
  })

  it('never takes two clips, nor a project', () => {
    expect(() => places('a.kinora b.kinora -o c.mp4')).toThrow(UsageError)
    expect(() => places('x/a.kinora y/a.kinora -o out')).toThrow(UsageError)
    expect(() => places('a.mp4')).toThrow(UsageError)
  })
})

describe('words', () => {
  it('have the same holes in both languages', () => {
    const leaves = (node: object, path = ''): [string, string][] =>
      Object.entries(node).flatMap(([key, value]) =>
        typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
      )
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()
    const chinese = new Map(leaves(zh))
    for (const [key, text] of leaves(en)) {
      expect(holes(chinese.get(key) ?? ''), key).toEqual(holes(text))
      if (key !== 'help') expect(chinese.get(key), key).toMatch(/[\u4e00-\u9fff]|fps/)
    }
  })

  it('say what the system refused, however deep it lies', () => {
    const system = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open', path: '/a/b.mp4' })
    expect(explain(new KinoraError('internal', { message: 'x' }, system), en)).toEqual({
      code: 'EACCES',
      message: '/a/b.mp4 may not be read or written. Check its permissions.',
      status: 1,
    })
  })

  it('tell ends apart', () => {
    expect(explain(new KinoraError('cancelled'), en).status).toBe(130)
    expect(explain(new UsageError('command', 'x'), en).status).toBe(2)
    expect(explain(new Error('x'), en).status).toBe(1)
  })

  it('follow the terminal', () => {
    expect(chooseLanguage(null, { LANG: 'zh_CN.UTF-8' })).toBe('zh')
    expect(chooseLanguage(null, { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' })).toBe('en')
    expect(chooseLanguage('en', { LANG: 'zh_CN.UTF-8' })).toBe('en')
  })
})

it('a line of progress says how far and how long', () => {
  expect(lineOf('a.kinora', 0.5, 75, (time) => `${time} left`)).toBe(
    'a.kinora  ████████████░░░░░░░░░░░░  50 %  1:15 left',
  )
  expect(lineOf('a', 0, null, String)).toBe('a  ░░░░░░░░░░░░░░░░░░░░░░░░   0 %')
  expect(clock(3725)).toBe('1:02:05')
})
