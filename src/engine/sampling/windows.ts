/** How frames are shared out to windows. */
export interface WindowRule {
  /** Frames a window, at most; with a pinned frame this counts it. */
  size: number
  /** Frames that neighbouring windows share. */
  overlap: number
  /** Whether frame 0 stands at the head of every window, as the picture that all must agree with. */
  pinned: boolean
  /** Whether windows move from step to step, so that no seam stays in one place. */
  shifted: boolean
  weights: 'pyramid' | 'flat'
  /** Whether the last frame is followed by the first. */
  looped: boolean
}

/** MOFA's long video: frame 0 and 24 frames, stride 12, flat mean, seams fixed in place. */
export const mofaWindows: WindowRule = {
  size: 25,
  overlap: 12,
  pinned: true,
  shifted: false,
  weights: 'flat',
  looped: false,
}

export interface Window {
  /** Indices of the frames, in the order in which the network sees them; none twice. */
  frames: number[]
  /** What each frame's prediction counts here; over all windows of a step they add up to 1 for each frame. */
  weights: number[]
}

/**
 * The windows of one step over `frameCount` frames: every frame is in one at least, none holds more
 * than `size`. A clip that fits into one window has just that.
 */
export function planWindows(frameCount: number, stepIndex: number, rule: WindowRule): Window[] {
  const head = rule.pinned && frameCount > 1 && rule.size > 1 ? 1 : 0
  const body = frameCount - head
  const length = Math.min(rule.size - head, body)
  const stride = Math.max(1, length - Math.min(rule.overlap, length - 1))
  const offset = rule.shifted ? Math.floor(bitReversed(stepIndex) * stride) : 0
  const starts =
    length === body ? [0] : rule.looped ? loopedStarts(body, stride, offset) : lineStarts(body, length, stride, offset)
  const windows = starts.map((start) => {
    const frames = Array.from({ length }, (_, i) => head + ((start + i) % body))
    const weights = frames.map((_, i) => (rule.weights === 'flat' ? 1 : Math.min(i + 1, length - i)))
    return head ? { frames: [0, ...frames], weights: [1, ...weights] } : { frames, weights }
  })
  return normalised(windows, frameCount)
}

/**
 * Windows from `offset` before the first frame on; those that would stand out are pushed back in. Where a
 * shift would make one more of them, the last two share up to half of the overlap less instead.
 */
function lineStarts(body: number, length: number, stride: number, offset: number): number[] {
  const last = body - length
  const starts = [0]
  const enough = offset > 0 ? stride + ((length - stride) >> 1) : stride
  for (let next = stride - offset; starts.at(-1) !== last; next += stride)
    starts.push(last - (starts.at(-1) as number) <= enough ? last : next)
  return starts
}

function loopedStarts(body: number, stride: number, offset: number): number[] {
  return Array.from({ length: Math.ceil(body / stride) }, (_, i) => (offset + i * stride) % body)
}

function normalised(windows: Window[], frameCount: number): Window[] {
  const sums = new Float64Array(frameCount)
  for (const { frames, weights } of windows)
    frames.forEach((frame, i) => {
      sums[frame] = (sums[frame] as number) + (weights[i] as number)
    })
  return windows.map(({ frames, weights }) => ({
    frames,
    weights: weights.map((weight, i) => weight / (sums[frames[i] as number] as number)),
  }))
}

/** The bits of a step's index mirrored behind the point: 0, 1/2, 1/4, 3/4, 1/8 ... (van der Corput). */
export function bitReversed(index: number): number {
  let result = 0
  for (let rest = index, place = 0.5; rest > 0; rest >>>= 1, place /= 2) if (rest & 1) result += place
  return result
}
