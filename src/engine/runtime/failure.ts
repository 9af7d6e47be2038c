import { KinoraError } from '../../core/errors'

/**
 * What the runtime throws, as a code. WebAssembly memory never shrinks, so what ran out of it says
 * that the worker should be started again.
 */
export function runtimeError(thrown: unknown, graph: string): KinoraError {
  if (thrown instanceof KinoraError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (
    /out of memory|bad_alloc|allocat(e|ion) fail|failed to allocate|memory access out of bounds|\bOOM\b/i.test(message)
  )
    return new KinoraError('out-of-memory', { graph, message, restart: 'worker' }, thrown)
  // The runtime's WebAssembly gave up (a bare number is a C++ exception): nothing in it can be trusted any more.
  if (typeof thrown === 'number' || thrown instanceof WebAssembly.RuntimeError || /\bAborted\(/.test(message))
    return new KinoraError('worker-crashed', { worker: 'engine', reason: message, graph }, thrown)
  if (/device (is|was) lost|lost device|DeviceLost/i.test(message))
    return new KinoraError('device-lost', { graph, message, restart: 'worker' }, thrown)
  if (/protobuf parsing failed|invalid model|ModelProto|INVALID_GRAPH/i.test(message))
    return new KinoraError('pack-unreadable', { graph, message }, thrown)
  return new KinoraError('internal', { graph, message }, thrown)
}
