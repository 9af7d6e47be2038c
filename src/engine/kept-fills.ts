import type { Picture } from '../core/image'
import type { Making } from './clip'
import type { Fills } from './fill/fills'
import { encodeNote, note } from './journal'
import { Keeper } from './keeper'

/** Of the last render's pictures, those that look the same in the next one are taken over, as far as they take no more. */
const keptBytes = 128 * 2 ** 20

/** What networks have drawn for a render, drawn once: kept in the scene, and on disk while it is being drawn. */
export async function keptFills(
  { scene, watch, folders }: Making,
  key: string,
  said: Parameters<typeof encodeNote>[0],
  work: (keeper: Keeper, known: ReadonlyMap<string, Picture>) => Promise<Fills>,
  names: readonly string[] = [],
): Promise<Fills> {
  if (scene.fills?.key === key) return scene.fills.fills
  const known = (await scene.fills?.fills.looking(names, keptBytes)) ?? new Map<string, Picture>()
  await scene.forgetFills()
  const keeper = new Keeper((await folders?.open(key).catch(() => null)) ?? null)
  if (keeper.lasting) void keeper.write(note, [encodeNote(said)])
  try {
    const fills = await work(keeper, known)
    scene.fills = { key, fills }
    return fills
  } catch (thrown) {
    // Whoever has called it off does not want to be asked whether to go on.
    if (watch.cancelled) await keeper.clear()
    else await keeper.close()
    throw thrown
  }
}
