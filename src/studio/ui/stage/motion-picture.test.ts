import { describe, expect, it } from 'vitest'
import { createFlow } from '../../../core/flow'
import { flowPicture, longestOf } from './flow-picture'
import { npyFile } from './npy'

describe('flow as a picture', () => {
  const flow = createFlow(3, 1)
  flow.data.set([0, 10, -10, 0, 0, 0])

  it('is clear where nothing moves and stronger where more moves', () => {
    const { data } = flowPicture(flow, 20)
    expect(data[3]).toBe(0)
    expect(data[7]).toBeGreaterThan(100)
    expect(flowPicture(flow, 10).data[7]).toBeGreaterThan(data[7] ?? 0)
  })

  it('has another colour for another direction', () => {
    const { data } = flowPicture(flow, 10)
    expect([...data.slice(4, 7)]).not.toEqual([...data.slice(8, 11)])
  })

  it('is measured by its longest displacement', () => {
    expect(longestOf(flow)).toBe(10)
  })
})

describe('an .npy file', () => {
  it('has the header that NumPy reads, aligned to 64 bytes, and then the numbers', async () => {
    const bytes = new Uint8Array(await npyFile(new Float32Array([1, 2, 3, 4, 5, 6]), [2, 1, 3]).arrayBuffer())
    const length = new DataView(bytes.buffer).getUint16(8, true)
    const header = new TextDecoder().decode(bytes.slice(10, 10 + length))
    expect([...bytes.slice(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
    expect((10 + length) % 64).toBe(0)
    expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 1, 3\), \} *\n$/)
    expect([...new Float32Array(bytes.buffer.slice(10 + length))]).toEqual([1, 2, 3, 4, 5, 6])
  })
})
