import { expect, it } from 'vitest'
import { KinoraError } from '../../core/errors'
import { runtimeError } from './failure'

it.each([
  ['std::bad_alloc', 'out-of-memory'],
  ['failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: failed to allocate a buffer of size 123', 'out-of-memory'],
  ['WebAssembly.Memory(): out of memory', 'out-of-memory'],
  ['Device is lost', 'device-lost'],
  ['Failed to load model because protobuf parsing failed.', 'pack-unreadable'],
  ['Aborted(). Build with -sASSERTIONS for more info.', 'worker-crashed'],
  ['something else', 'internal'],
])('%s is %s', (message, code) => {
  expect(runtimeError(new Error(message), 'unet')).toMatchObject({ code, data: { graph: 'unet' } })
})

it('knows a broken WebAssembly by what it throws, and leaves what has a code alone', () => {
  expect(runtimeError(5249024, 'unet').code).toBe('worker-crashed')
  expect(runtimeError(new WebAssembly.RuntimeError('unreachable'), 'unet').code).toBe('worker-crashed')
  const own = new KinoraError('cancelled')
  expect(runtimeError(own, 'unet')).toBe(own)
})
