import { transferHandlers } from 'comlink'
import { asKinoraError, type ErrorCode, KinoraError } from '../core/errors'

/** What comlink hands to its handler of thrown values. */
interface Thrown {
  value: unknown
}

interface WireError {
  code: ErrorCode
  data: Record<string, string | number>
  stack: string | undefined
}

/**
 * Lets errors keep their kind across threads: whatever is thrown arrives as a KinoraError with its
 * code and data. Called once on either side, before the first message.
 */
export function keepErrorKinds(): void {
  const standard = transferHandlers.get('throw')
  if (!standard) return
  transferHandlers.set('throw', {
    canHandle: standard.canHandle,
    serialize: (thrown: unknown) => [toWire((thrown as Thrown).value), []],
    deserialize: (wire: unknown) => {
      throw fromWire(wire as WireError)
    },
  })
}

function toWire(value: unknown): WireError {
  const error = asKinoraError(value)
  const cause = error.cause instanceof Error ? error.cause.stack : undefined
  return { code: error.code, data: { ...error.data }, stack: cause ?? error.stack }
}

function fromWire(wire: WireError): KinoraError {
  const error = new KinoraError(wire.code, wire.data)
  // The place in the worker says more than the place where its answer was read.
  if (wire.stack) error.stack = wire.stack
  return error
}
