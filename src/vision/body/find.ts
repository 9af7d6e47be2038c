import { type FoundPoint, type Solution, startSolution } from '../solution/solution'

/** Long side, in pixels, that a picture is brought to before it is looked at. */
const seenSide = 640

/** What finds the joints of one body, by the picture's width and height: [33, 4], x, y, z and visibility. */
export interface BodyFinder {
  /** @param still a picture of its own; otherwise the next frame of a video. The bitmap stays the caller's. */
  find(
    picture: ImageBitmap,
    still: boolean,
    at: { x: number; y: number } | null,
  ): Promise<Float32Array<ArrayBuffer> | null>
}

/** @param folder address of the solutions' folders @throws `vision-unavailable` */
export async function bodyFinder(folder: string): Promise<BodyFinder> {
  const solution = await startSolution('pose', folder)
  return {
    async find(picture, still, at) {
      const [whole] = await look(solution, picture, still, { x: 0, y: 0, width: 1, height: 1 })
      if (!at || (whole && holds(whole, at))) return whole ?? null
      // One who stands beside others, or small: in parts of the picture around the place.
      for (const share of [0.7, 0.45, 0.3]) {
        const width = Math.min(1, (share * Math.max(picture.width, picture.height)) / picture.width)
        const height = Math.min(1, (share * Math.max(picture.width, picture.height)) / picture.height)
        const x = Math.min(1 - width, Math.max(0, at.x - width / 2))
        const y = Math.min(1 - height, Math.max(0, at.y - height / 2))
        const [found] = await look(solution, picture, true, { x, y, width, height })
        if (found && holds(found, at)) return found
      }
      return null
    },
  }
}

async function look(
  solution: Solution<'pose'>,
  picture: ImageBitmap,
  still: boolean,
  part: { x: number; y: number; width: number; height: number },
): Promise<Float32Array<ArrayBuffer>[]> {
  const [w, h] = [picture.width * part.width, picture.height * part.height]
  const scale = seenSide / Math.max(w, h)
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)))
  const context = canvas.getContext('2d')
  if (!context) return []
  // What is transparent counts as white, as on paper.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, picture.width * part.x, picture.height * part.y, w, h, 0, 0, canvas.width, canvas.height)
  const found = (await solution.ask(canvas.transferToImageBitmap(), still)) ?? []
  return found.map((points: FoundPoint[]) =>
    Float32Array.from(
      points.flatMap(({ x, y, z, visibility }) => [
        part.x + x * part.width,
        part.y + y * part.height,
        z * part.width,
        visibility ?? 1,
      ]),
    ),
  )
}

/** Whether a place lies on a body, or near it. */
function holds(body: Float32Array, { x, y }: { x: number; y: number }): boolean {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let i = 0; i < body.length; i += 4) {
    if ((body[i + 3] as number) < 0.5) continue
    left = Math.min(left, body[i] as number)
    right = Math.max(right, body[i] as number)
    top = Math.min(top, body[i + 1] as number)
    bottom = Math.max(bottom, body[i + 1] as number)
  }
  const margin = 0.25 * Math.max(right - left, bottom - top)
  return x > left - margin && x < right + margin && y > top - margin && y < bottom + margin
}
