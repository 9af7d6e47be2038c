import { parseArgs } from 'node:util'
import { type OutputFormat, outputFormats } from './output/output'
import type { Language } from './words/words'

/** A command line that cannot be understood: which option, and what is wrong with it. */
export class UsageError extends Error {
  constructor(
    readonly problem: 'option' | 'value' | 'command' | 'no-project' | 'many-projects' | 'output',
    readonly what: string,
  ) {
    super(`${problem}: ${what}`)
    this.name = 'UsageError'
  }
}

export interface RenderCommand {
  command: 'render'
  projects: string[]
  /** A file, or a folder for one file a project; null: beside each project. */
  output: string | null
  format: OutputFormat | null
  fps: number | null
  /** Of the encoder, 0..1. */
  quality: number
  /** How the clip is made; null: as the project says. */
  make: 'draft' | 'full' | null
  width: number | null
  /** Counted from 0, both included; null: all. */
  frames: { first: number; last: number } | null
  threads: number | null
  pack: string | null
}

export interface InfoCommand {
  command: 'info'
  projects: string[]
}

export type Command = { json: boolean; language: Language | null } & (
  | RenderCommand
  | InfoCommand
  | { command: 'help' | 'version' }
)

const options = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string', short: 'f' },
  fps: { type: 'string' },
  quality: { type: 'string', short: 'q' },
  draft: { type: 'boolean' },
  full: { type: 'boolean' },
  width: { type: 'string', short: 'w' },
  frames: { type: 'string' },
  threads: { type: 'string' },
  pack: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** What the words after `kinora` ask for. Throws `UsageError`. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = parse(words)
  const both = { json: values.json ?? false, language: language(values.lang) }
  const [command, ...projects] = positionals
  if (values.version) return { ...both, command: 'version' }
  if (values.help || command === undefined || command === 'help') return { ...both, command: 'help' }
  if (command !== 'render' && command !== 'info') throw new UsageError('command', command)
  if (projects.length === 0) throw new UsageError('no-project', command)
  if (command === 'info') return { ...both, command, projects }
  if (values.draft && values.full) throw new UsageError('value', '--draft --full')
  return {
    ...both,
    command,
    projects,
    output: values.output ?? null,
    format: format(values.format),
    fps: number('--fps', values.fps, 8, 60),
    quality: number('--quality', values.quality, 0, 1) ?? 0.8,
    make: values.draft ? 'draft' : values.full ? 'full' : null,
    width: whole('--width', values.width, 16, 3840),
    frames: range(values.frames),
    threads: whole('--threads', values.threads, 1, 256),
    pack: values.pack ?? null,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : ''
    throw new UsageError('option', /'(-[^']*?)(?: <value>)?'/.exec(said)?.[1] ?? said)
  }
}

function number(option: string, text: string | undefined, low: number, high: number): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (text.trim() === '' || !(value >= low && value <= high))
    throw new UsageError('value', `${option} ${text} (${low}..${high})`)
  return value
}

function whole(option: string, text: string | undefined, low: number, high: number): number | null {
  const value = number(option, text, low, high)
  if (value !== null && !Number.isInteger(value)) throw new UsageError('value', `${option} ${text} (${low}..${high})`)
  return value
}

/** `12..48`, or one frame; counted from 1, as the files of a sequence of pictures are. */
function range(text: string | undefined): RenderCommand['frames'] {
  if (text === undefined) return null
  const [, from, to = from] = /^(\d{1,5})(?:\.\.(\d{1,5}))?$/.exec(text) ?? []
  const [first, last] = [Number(from) - 1, Number(to) - 1]
  if (!(first >= 0 && first <= last)) throw new UsageError('value', `--frames ${text} (1..24)`)
  return { first, last }
}

function format(text: string | undefined): OutputFormat | null {
  if (text === undefined) return null
  const found = outputFormats.find((name) => name === text.toLowerCase())
  if (!found) throw new UsageError('value', `--format ${text} (${outputFormats.join(', ')})`)
  return found
}

function language(text: string | undefined): Language | null {
  if (text === undefined) return null
  if (text !== 'en' && text !== 'zh') throw new UsageError('value', `--lang ${text} (en, zh)`)
  return text
}
