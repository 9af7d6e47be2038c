import { planWindows, type Window, type WindowRule } from './windows'

/** One run of the network: a window in one step, when everything that it needs has been run. */
export interface Run extends Window {
  /** Place in the order of all runs. */
  index: number
  stepIndex: number
  /** Frames that no other window of this step waits for: they are ready for the next step. */
  ready: number[]
}

/**
 * All windows of all steps as a wavefront: a window's step needs only that its own frames have done the
 * step before. Whatever is furthest in its steps goes first, so that early frames are finished early, and
 * no more frames are under way than a few windows hold, however long the clip. The order depends on
 * nothing but the arguments, so that an interrupted one can be gone through again.
 */
export function* wavefront(frameCount: number, steps: number, rule: WindowRule): Generator<Run, void> {
  const plans = Array.from({ length: steps }, (_, step) => planWindows(frameCount, step, rule))
  // How many windows of a step still wait for each frame, and how many steps each frame has done.
  const waiting = plans.map((windows) => covering(windows, frameCount))
  const level = new Uint16Array(frameCount)
  const pinned = rule.pinned && frameCount > 1
  const next = new Array<number>(steps).fill(0)
  const total = plans.reduce((sum, windows) => sum + windows.length, 0)
  for (let index = 0; index < total; index++) {
    let stepIndex = steps - 1
    // In step 0 every window can be run, so that there is always one.
    while (stepIndex >= 0 && !canRun(plans[stepIndex]?.[next[stepIndex] as number], stepIndex)) stepIndex--
    const window = plans[stepIndex]?.[next[stepIndex] as number] as Window
    next[stepIndex] = (next[stepIndex] as number) + 1
    const left = waiting[stepIndex] as Uint16Array
    const ready: number[] = []
    for (const frame of window.frames) {
      left[frame] = (left[frame] as number) - 1
      if (left[frame] !== 0) continue
      level[frame] = stepIndex + 1
      ready.push(frame)
    }
    yield { ...window, index, stepIndex, ready }
  }

  function canRun(window: Window | undefined, step: number): boolean {
    // A pinned frame is known at every noise level and waits for nothing.
    return window?.frames.every((frame) => level[frame] === step || (pinned && frame === 0)) ?? false
  }
}

/** What a clip costs and holds: runs, frames that the network sees in them, and the most frames under way at once. */
export function wavefrontCost(
  frameCount: number,
  steps: number,
  rule: WindowRule,
): { runs: number; framePasses: number; mostUnderWay: number } {
  const begun = new Uint8Array(frameCount)
  let [runs, framePasses, underWay, mostUnderWay] = [0, 0, 0, 0]
  for (const { stepIndex, frames, ready } of wavefront(frameCount, steps, rule)) {
    runs++
    framePasses += frames.length
    for (const frame of frames) {
      if (begun[frame]) continue
      begun[frame] = 1
      underWay++
    }
    mostUnderWay = Math.max(mostUnderWay, underWay)
    if (stepIndex === steps - 1) underWay -= ready.length
  }
  return { runs, framePasses, mostUnderWay }
}

function covering(windows: readonly Window[], frameCount: number): Uint16Array {
  const counts = new Uint16Array(frameCount)
  for (const { frames } of windows) for (const frame of frames) counts[frame] = (counts[frame] as number) + 1
  return counts
}
