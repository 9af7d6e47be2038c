import { join } from 'node:path'
import { type Command, parseCommand, type RenderCommand, UsageError } from './arguments'
import { explain, fill } from './explain'
import { type Description, describe, openProject } from './info'
import { placesOf } from './place'
import { createProgressLine } from './progress'
import { createRenderer, type Rendered } from './render'
import type { Words } from './words/en'
import { chooseLanguage, wordsIn } from './words/words'

/** The place in which a command runs; a test gives another one. */
export interface Terminal {
  out: { write(text: string): unknown }
  error: { isTTY?: boolean; columns?: number; write(text: string): unknown }
  environment: Record<string, string | undefined>
  /** Calls back when the person wants it to end; answers with a way to stop listening. */
  onInterrupt(callback: () => void): () => void
  /** The folder that holds `models`, and the version of what is in it. */
  root: string
  version: string
}

/** Runs `kinora` with these words; answers with the status that the process should end with. Never throws. */
export async function run(given: readonly string[], terminal: Terminal): Promise<number> {
  let words = wordsIn(chooseLanguage(null, terminal.environment))
  let json = given.includes('--json')
  try {
    const command = parseCommand(given)
    words = wordsIn(chooseLanguage(command.language, terminal.environment))
    json = command.json
    return await dispatch(command, words, terminal)
  } catch (thrown) {
    return tell(thrown, words, json, terminal)
  }
}

async function dispatch(command: Command, words: Words, terminal: Terminal): Promise<number> {
  switch (command.command) {
    case 'help':
      terminal.out.write(words.help)
      return 0
    case 'version':
      terminal.out.write(`kinora ${terminal.version}\n`)
      return 0
    case 'info':
      return each(command.projects, words, command.json, terminal, async (path) => {
        const found = describe(path, await openProject(path))
        terminal.out.write(command.json ? `${JSON.stringify(found)}\n` : describedIn(words, found))
      })
    case 'render':
      return renderAll(command, words, terminal)
  }
}

async function renderAll(
  command: RenderCommand & { json: boolean },
  words: Words,
  terminal: Terminal,
): Promise<number> {
  const embedded = join(terminal.root, 'models', 'pocket')
  const renderer = createRenderer(command, embedded, terminal.environment.FFMPEG ?? 'ffmpeg')
  const stopListening = terminal.onInterrupt(() => renderer.cancel())
  try {
    return await each(placesOf(command), words, command.json, terminal, async (place) => {
      const line = createProgressLine(terminal.error, place.project, (time) => fill(words.left, { time }))
      try {
        const done = await renderer.render(place, (progress) => {
          if (command.json) terminal.out.write(`${JSON.stringify(eventOf(place.project, progress))}\n`)
          else line.show(progress)
        })
        line.clear()
        terminal.out.write(command.json ? `${JSON.stringify({ event: 'done', ...done })}\n` : doneIn(words, done))
      } finally {
        line.clear()
      }
    })
  } finally {
    stopListening()
  }
}

/** One after another; what fails is told and the others go on, unless the person has ended it. */
async function each<T>(
  items: readonly T[],
  words: Words,
  json: boolean,
  terminal: Terminal,
  work: (item: T) => Promise<void>,
): Promise<number> {
  let status = 0
  for (const item of items) {
    try {
      await work(item)
    } catch (thrown) {
      const about = typeof item === 'string' ? item : String((item as { project: string }).project)
      status = tell(thrown, words, json, terminal, about)
      if (status === 130) return status
    }
  }
  return status
}

function tell(thrown: unknown, words: Words, json: boolean, terminal: Terminal, about?: string): number {
  const { code, message, status } = explain(thrown, words)
  if (json) terminal.out.write(`${JSON.stringify({ event: 'error', project: about, code, message })}\n`)
  terminal.error.write(`kinora: ${about ? `${about}: ` : ''}${message}\n`)
  if (thrown instanceof UsageError) terminal.error.write(`${words.seeHelp}\n`)
  if (terminal.environment.KINORA_DEBUG && thrown instanceof Error) terminal.error.write(`${thrown.stack}\n`)
  return status
}

function eventOf(
  project: string,
  { stage, share, secondsLeft }: { stage: string; share: number; secondsLeft: number | null },
) {
  return { event: 'progress', project, stage, share, secondsLeft }
}

function doneIn(words: Words, { file, frames, width, height, fps, seconds }: Rendered): string {
  const took = seconds.toFixed(1)
  return `${fill(words.done, { file, frames, width, height, fps, took })}\n`
}

function describedIn(words: Words, found: Description): string {
  const { picture, controls } = found
  const kinds = new Map<string, number>()
  for (const { kind } of controls) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const listed = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ') || '-'
  const rows: [string, string][] = [
    [words.info.name, found.name || '-'],
    [words.info.picture, `${picture.width} x ${picture.height}, ${picture.type.replace('image/', '')}`],
    [words.info.controls, listed],
    [
      words.info.clip,
      fill(words.info.length, { frames: found.frames, fps: found.fps, seconds: found.seconds.toFixed(2) }),
    ],
    [words.info.loop, found.loop],
    [words.info.quality, found.quality],
  ]
  return `${found.file}\n${rows.map(([key, value]) => `  ${key}: ${value}\n`).join('')}`
}
