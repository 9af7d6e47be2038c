/** Mean distance of two faces' landmarks, in parts of the second one's eyes' outer distance. */
export function nme(face, truth) {
  const unit = Math.hypot(truth[33][0] - truth[263][0], truth[33][1] - truth[263][1])
  let sum = 0
  for (let i = 0; i < 468; i++) sum += Math.hypot(face[i][0] - truth[i][0], face[i][1] - truth[i][1])
  return sum / 468 / unit
}

/** The box of a face: left, top, right, bottom. */
export function faceBox(face) {
  const [xs, ys] = [0, 1].map((axis) => face.map((point) => point[axis]))
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round)
}

/** Peak signal to noise within a box, dB; 99 where nothing differs. */
export function psnr(a, b, [left, top, right, bottom]) {
  let [sum, count] = [0, 0]
  for (let y = Math.max(0, top); y < Math.min(a.height, bottom); y++)
    for (let x = Math.max(0, left); x < Math.min(a.width, right); x++)
      for (let c = 0; c < 3; c++) {
        const at = 4 * (y * a.width + x) + c
        sum += (a.data[at] - b.data[at]) ** 2
        count++
      }
  return sum === 0 ? 99 : 10 * Math.log10((255 * 255 * count) / sum)
}

/** The largest difference of two pictures further than one and a half face heights from a face's middle. */
export function outsideChange(a, b, [left, top, right, bottom]) {
  const [x0, y0, reach] = [(left + right) / 2, (top + bottom) / 2, 1.5 * (bottom - top)]
  let most = 0
  for (let y = 0; y < a.height; y++)
    for (let x = 0; x < a.width; x++) {
      if (Math.hypot(x - x0, y - y0) < reach) continue
      for (let c = 0; c < 3; c++) {
        const at = 4 * (y * a.width + x) + c
        most = Math.max(most, Math.abs(a.data[at] - b.data[at]))
      }
    }
  return most
}
