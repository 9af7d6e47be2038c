import type { KinoraError } from '../core/errors'
import type { Notice } from './state'

/**
 * Every key that the studio's core puts into a notice. An error's key is `error.` and its code (see
 * core/errors.ts), its data the error's own.
 */
export const statusKeys = [
  'status.opened',
  'status.restored',
  'status.saved',
  'status.rendered',
  'status.exported',
  'status.cancelled',
  'status.restarted',
  'status.unfinished',
  'status.undone',
  'status.driving',
  'status.nothingFound',
  'status.noOtherGuess',
] as const

export const actionKeys = [
  'action.restart',
  'action.retry',
  'action.undo',
  'action.dismiss',
  'action.goOn',
  'action.smaller',
  'action.draft',
] as const

export type StatusKey = (typeof statusKeys)[number]
export type ActionKey = (typeof actionKeys)[number]

export function statusNotice(
  key: StatusKey,
  data?: Record<string, string | number>,
  action?: { key: ActionKey; run(): void },
): Notice {
  return { kind: 'status', key, data, action }
}

export function errorNotice(error: KinoraError, action?: { key: ActionKey; run(): void }): Notice {
  return { kind: 'error', key: `error.${error.code}`, data: error.data, action }
}

/** The notices with one more, in place of what said the same before: a status of its kind, an error with its data. */
export function withNotice(notices: readonly Notice[], notice: Notice): Notice[] {
  return [...notices.filter((other) => subjectOf(other) !== subjectOf(notice)), notice]
}

/** What a notice is about; of two about the same only the last is shown. */
export function subjectOf({ kind, key, data }: Notice): string {
  return kind === 'status' ? key : `${key} ${JSON.stringify(data ?? {})}`
}
