import type { Client } from '../bridge/client'
import type { FoundFace } from '../bridge/face'
import type { SceneryApi } from '../bridge/scenery'
import { findFaces, glanceFace } from './face-finder'
import type { Ports } from './ports'
import { suggestionsFor } from './suggest-controls'
import { browserWorkers } from './workers'

/** How long after the picture was opened the first offer waits for a face that is still being looked for. */
const patienceMs = 1200

/** Looks a picture over for what could move by itself: its scenery, then a face, then that one's figure and hair. */
export const suggestMotions: Ports['suggest'] = async (still, picture, offer) => {
  const worker = browserWorkers.scenery()
  try {
    const enough = after(patienceMs)
    const looking = glanceFace(still).catch(() => null)
    const scenery = await worker.api.find(await createImageBitmap(still))
    const soon = await Promise.race([looking, enough])
    offer(suggestionsFor(scenery, soon, picture))
    const glanced = await looking
    if (!glanced) return
    if (glanced !== soon) offer(suggestionsFor(scenery, glanced, picture))
    const [face] = await findFaces(still, null).catch(() => [])
    if (!face?.figure) return
    const hair = await hairOf(worker, face)
    offer(suggestionsFor(hair ? [hair, ...scenery] : scenery, face, picture))
  } finally {
    // The worker is of no use after its answer.
    worker.close()
  }
}

async function hairOf({ api }: Client<SceneryApi>, { landmarks, figure }: FoundFace) {
  return figure ? api.hairOf({ landmarks, figure }) : null
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds))
}
