import type { FollowApi } from '../bridge/clone'
import { serve } from '../bridge/serve'
import { bestStart } from '../core/clone/groups'
import { separate } from '../core/clone/separate'
import { KinoraError } from '../core/errors'
import { loadOpenCv } from './opencv'
import { createFollower, type Follower } from './track/follow'

let following: { follower: Follower; context: OffscreenCanvasRenderingContext2D } | null = null

const api: FollowApi = {
  async begin({ width, height, rate }) {
    const cv = await loadOpenCv()
    following?.follower.close()
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) throw new KinoraError('out-of-memory')
    following = { follower: createFollower(cv, { width, height }, rate), context }
  },
  async add(frame) {
    if (!following) throw new KinoraError('nothing-open')
    const { follower, context } = following
    const { width, height } = context.canvas
    context.drawImage(frame, 0, 0, width, height)
    frame.close()
    follower.add(context.getImageData(0, 0, width, height).data)
  },
  async finish() {
    if (!following) throw new KinoraError('nothing-open')
    const tracks = following.follower.finish()
    following.follower.close()
    following = null
    const separated = separate(tracks)
    return { ...separated, start: bestStart(separated.steadied) / tracks.rate }
  },
}

serve(api)
