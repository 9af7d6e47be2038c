// What the mouth of a drawn face with red lips does on the stage, found by its colours alone.

/**
 * Where its lips lie, as a share of the picture, and how many dark pixels are between them.
 * @param part left, top, right and bottom of where the mouth may be, shares of the picture
 */
export const mouthShown = (page, frame = 0, part = [0.25, 0.57, 0.75, 0.85]) =>
  page.evaluate(
    async ([index, [left, top, right, bottom]]) => {
      const bitmap = await window.kinora.preview(index)
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      context.drawImage(bitmap, 0, 0)
      const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      let [red, across, dark] = [0, 0, 0]
      for (let i = 0; i < data.length; i += 4) {
        const [x, y] = [((i / 4) % width) / width, Math.floor(i / 4 / width) / height]
        if (x < left || x > right || y < top || y > bottom) continue
        if (data[i] > 150 && data[i + 1] < 80 && data[i + 2] < 90) {
          red++
          across += x
        }
        if (data[i] < 90 && data[i + 1] < 50) dark++
      }
      return { across: across / red, dark }
    },
    [frame, part],
  )

const range = (values) => Math.max(...values) - Math.min(...values)
/** Whether what was seen of a mouth, again and again, shows a head that turns, lips that open. */
export const turns = (shown) => range(shown.map(({ across }) => across)) > 0.05
export const speaks = (shown) => range(shown.map(({ dark }) => dark)) > 120
