import { KinoraError } from '../../core/errors'
import type { GraphManifest } from '../../media/pack/contract'

const symbol = /^(?:(\d+)\*)?([A-Za-z]\w*)(?:\/(\d+))?$/

/** The extent that a declared dimension has for these bases of symbols (`h/2` for h = 40 is 20); 1 where none is known. */
export function extentOf(declared: number | string, bases: Record<string, number>): number {
  if (typeof declared === 'number') return declared
  const [, factor, name, divisor] = symbol.exec(declared) as RegExpExecArray
  return ((bases[name as string] ?? 1) * Number(factor ?? 1)) / Number(divisor ?? 1)
}

/**
 * What every symbolic dimension of a graph is for inputs of these shapes, by its text in the
 * manifest (`H/8` -> 40). Throws `internal` where an input contradicts the manifest or another input.
 */
export function bindDimensions(
  graph: Pick<GraphManifest, 'inputs' | 'outputs'>,
  shapes: Record<string, readonly number[]>,
): Record<string, number> {
  const names: Record<string, number> = {}
  const wrong = (input: string, axis: number) =>
    new KinoraError('internal', { message: `shape of input ${input} does not fit the pack`, input, axis })
  for (const [input, manifest] of Object.entries(graph.inputs)) {
    const shape = shapes[input]
    if (shape?.length !== manifest.shape.length) throw wrong(input, -1)
    manifest.shape.forEach((declared, axis) => {
      const extent = shape[axis] as number
      if (typeof declared === 'number') {
        if (declared !== extent) throw wrong(input, axis)
        return
      }
      const [, factor, name, divisor] = symbol.exec(declared) as RegExpExecArray
      const base = (extent * Number(divisor ?? 1)) / Number(factor ?? 1)
      const known = names[name as string]
      if (known !== undefined && known !== base) throw wrong(input, axis)
      names[name as string] = base
    })
  }
  const bound: Record<string, number> = {}
  for (const { shape } of [...Object.values(graph.inputs), ...Object.values(graph.outputs)])
    for (const declared of shape) {
      if (typeof declared === 'number') continue
      const [, factor, name, divisor] = symbol.exec(declared) as RegExpExecArray
      const base = names[name as string]
      if (base !== undefined) bound[declared] = (base * Number(factor ?? 1)) / Number(divisor ?? 1)
    }
  return bound
}

/** Shapes of the named values, where they are float32 and every dimension of them is known. */
export function extentsOf(
  values: GraphManifest['outputs'],
  bound: Record<string, number>,
  names: readonly string[],
): Record<string, number[]> {
  const known: Record<string, number[]> = {}
  for (const name of names) {
    const value = values[name]
    const extents = value?.shape.map((extent) => (typeof extent === 'number' ? extent : bound[extent]))
    if (value?.type === 'float32' && extents?.every((extent) => extent !== undefined)) known[name] = extents
  }
  return known
}
