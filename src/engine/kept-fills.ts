import type { Making } from './clip'
import type { Fills } from './fill/fills'
import { encodeNote, note } from './journal'
import { Keeper } from './keeper'

/** What networks have drawn for a render, drawn once: kept in the scene, and on disk while it is being drawn. */
export async function keptFills(
  { scene, watch, folders }: Making,
  key: string,
  said: Parameters<typeof encodeNote>[0],
  work: (keeper: Keeper) => Promise<Fills>,
): Promise<Fills> {
  if (scene.fills?.key === key) return scene.fills.fills
  await scene.forgetFills()
  const keeper = new Keeper((await folders?.open(key).catch(() => null)) ?? null)
  if (keeper.lasting) void keeper.write(note, [encodeNote(said)])
  try {
    const fills = await work(keeper)
    scene.fills = { key, fills }
    return fills
  } catch (thrown) {
    // Whoever has called it off does not want to be asked whether to go on.
    if (watch.cancelled) await keeper.clear()
    else await keeper.close()
    throw thrown
  }
}
