/**
 * A float32 array as NumPy's .npy file, version 1.0 (numpy.lib.format): magic, header length, a header in
 * Python's notation padded to 64 bytes, then the numbers, little-endian, in C order.
 */
export function npyFile(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Blob {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`
  const padded = `${words.padEnd(Math.ceil((10 + words.length + 1) / 64) * 64 - 11)}\n`
  const head = new Uint8Array(10 + padded.length)
  head.set([0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), 1, 0])
  new DataView(head.buffer).setUint16(8, padded.length, true)
  head.set(new TextEncoder().encode(padded), 10)
  return new Blob([head, values], { type: 'application/octet-stream' })
}
