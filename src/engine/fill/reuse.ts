import type { Picture } from '../../core/image'
import type { Keeper } from '../keeper'
import type { Fills } from './fills'

/** The file that says which pictures a render did not draw, so that it goes on as it began. */
export const reusedFile = 'reused'

/**
 * Puts pictures that an earlier render has drawn where they look the same in this one, and answers with their moments.
 * One that is gone on with takes what it took when it began.
 */
export async function reuse(keeper: Keeper, fills: Fills, known: ReadonlyMap<string, Picture>): Promise<number[]> {
  const said = keeper.known ? await keeper.read(reusedFile) : null
  if (said) {
    const taken = new Set(new Int32Array(said.buffer, 0, said.length >> 2))
    const moments = (await fills.onDisk()).filter((moment) => taken.has(moment))
    fills.adopt(moments)
    return moments
  }
  const moments: number[] = []
  for (const [i, name] of fills.names.entries()) {
    const picture = known.get(name)
    const moment = fills.moments[i]
    if (!picture || moment === undefined) continue
    await fills.put(moment, picture)
    moments.push(moment)
  }
  // Written after the pictures: where it is, they are.
  if (moments.length && keeper.lasting) void keeper.write(reusedFile, [Int32Array.from(moments)])
  return moments
}
