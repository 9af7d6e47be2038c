import { asKinoraError, KinoraError } from '../core/errors'
import { UsageError } from './arguments'
import type { Words } from './words/en'

/** A failure in words, with its code for scripts and the status that the process ends with. */
export interface Explained {
  code: string
  message: string
  /** 1: it failed; 2: the command line was wrong; 130: it was cancelled. */
  status: 1 | 2 | 130
}

/** What happened, why, and what to do next. */
export function explain(thrown: unknown, words: Words): Explained {
  if (thrown instanceof UsageError)
    return { code: 'usage', message: fill(words.usage[thrown.problem], { what: thrown.what }), status: 2 }
  const system = systemError(thrown)
  if (system) {
    const known = words.system[system.code as keyof Words['system']] ?? words.system.other
    return { code: system.code, message: fill(known, { path: system.path ?? '', code: system.code }), status: 1 }
  }
  const error = asKinoraError(thrown)
  if (error.code === 'cancelled') return { code: error.code, message: words.errors.cancelled, status: 130 }
  return { code: error.code, message: fill(wordsOf(error, words), error.data), status: 1 }
}

function wordsOf(error: KinoraError, words: Words): string {
  if (error.code === 'codec-unavailable' && error.data.ffmpeg === 'lacking') return words.ffmpegLacking
  return words.errors[error.code]
}

/** What the operating system refused, also where it was wrapped on the way. */
function systemError(thrown: unknown): (NodeJS.ErrnoException & { code: string }) | null {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if (at instanceof KinoraError && at.code !== 'internal') return null
    if ('syscall' in at && 'code' in at && typeof at.code === 'string')
      return at as NodeJS.ErrnoException & { code: string }
  }
  return null
}

export function fill(text: string, data: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in data ? String(data[key]) : whole))
}
