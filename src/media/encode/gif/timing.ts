/** A frame of the gif: which frame of the clip it shows, and for how many hundredths of a second. */
export interface GifFrame {
  source: number
  delay: number
}

/** Players take a delay below 2 hundredths as ten: so 50 frames a second is the most a gif can show. */
const fastest = 50

/**
 * Which frames a gif keeps and for how long each is shown. Above 50 fps frames are dropped evenly. Each
 * frame ends at the hundredth nearest to its true end, so the errors never add up: the whole is right
 * within half a hundredth of a second.
 */
export function gifFrames(frameCount: number, fps: number): GifFrame[] {
  const seconds = frameCount / fps
  const kept = fps > fastest ? Math.max(1, Math.floor(seconds * fastest + 1e-9)) : frameCount
  const end = (index: number) => Math.round((100 * seconds * index) / kept)
  return Array.from({ length: kept }, (_, index) => ({
    source: Math.floor((index * frameCount) / kept),
    delay: Math.max(2, end(index + 1) - end(index)),
  }))
}
