// Faces drawn for the evaluation, and whether the lids of what is found are laid around tall drawn eyes, and only there.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { data, framesOf } from './stage.mjs'

/** Half widths and heights of eyes, their height, how the head leans, and whether the eyes are taller than people's. */
const drawn = [
  { name: 'tall', rx: 26, ry: 42, y: 290, lean: 0, tall: true },
  { name: 'round', rx: 36, ry: 36, y: 290, lean: 0, tall: true },
  { name: 'almond', rx: 28, ry: 24, y: 285, lean: 0, tall: true },
  { name: 'leaning', rx: 28, ry: 40, y: 295, lean: 10, tall: true },
  { name: 'low', rx: 30, ry: 13, y: 285, lean: 0, tall: false },
]

/** Frames of each clip that are looked at, and how wide, pixels. */
const looks = 4
const widths = [640, 240]

export async function drawnEyes(stage) {
  const cases = await Promise.all(
    drawn.map(async (face) => ({ kind: 'drawing', name: face.name, tall: face.tall, png: await drawing(face) })),
  )
  for (const [kind, name, tall] of [
    ['drawing', 'portraits/drawn-girl.png', true],
    ['painting', 'portraits/mona-lisa.jpg', false],
    ['statue', 'train/photos/kodak-17.jpg', false],
    ['photograph', 'train/photos/kodak-15.jpg', false],
    ['photograph', 'portraits/astronaut.png', false],
    ['photograph', 'portraits/red-hat.png', false],
  ])
    cases.push({
      kind,
      name: basename(name),
      tall,
      png: await sharp(readFileSync(join(data, name)))
        .png()
        .toBuffer(),
    })
  for (const name of ['man-expressions', 'man-signing', 'woman-head-turn']) {
    const frames = framesOf(join(data, 'driving', `${name}.mp4`), 12)
    for (let k = 0; k < looks; k++)
      for (const width of widths)
        cases.push({
          kind: 'frame',
          name,
          tall: false,
          png: await sharp(frames.png(Math.floor((k * frames.count) / looks)))
            .resize({ width })
            .png()
            .toBuffer(),
        })
  }
  const table = new Map()
  for (const { kind, name, tall, png } of cases) {
    await stage.open(png, { frameCount: 2, fps: 12 })
    const id = await stage.add({ kind: 'face' }).catch(() => null)
    const key = `${kind}: ${name}`
    const row = table.get(key) ?? { found: 0, laid: 0, all: 0, tall }
    row.all++
    if (id !== null) {
      row.found++
      if (heightOf(await stage.rest(id)) > 0.5) row.laid++
    }
    table.set(key, row)
  }
  return {
    title: 'Lids of what is found',
    notes:
      'Faces that are found, of pictures and of frames of clips (4 each, 640 and 240 pixels wide): at how many the lids enclose eyes higher than half their width, as drawings have them. Drawings but for drawn-girl are drawn by the evaluation.',
    head: ['face', 'found', 'lids around tall eyes', 'as it should be'],
    rows: [...table].map(([key, { found, laid, all, tall }]) => [
      key,
      `${found} of ${all}`,
      laid,
      laid === (tall ? found : 0) ? 'yes' : 'no',
    ]),
  }
}

/** The height of both eyes over their width, on the mean. @param points [478 x 3], pixels */
function heightOf(points) {
  const between = (a, b) => Math.hypot(points[3 * a] - points[3 * b], points[3 * a + 1] - points[3 * b + 1])
  return (between(159, 145) / between(33, 133) + between(386, 374) / between(263, 362)) / 2
}

function drawing({ rx, ry, y, lean }) {
  const eye = (x) =>
    `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="#fff" stroke="#2b1d1a" stroke-width="3"/>
    <ellipse cx="${x}" cy="${y + 2}" rx="${rx * 0.72}" ry="${ry * 0.86}" fill="#3a78c8"/>
    <ellipse cx="${x}" cy="${y + 4}" rx="${rx * 0.4}" ry="${ry * 0.5}" fill="#1a1420"/>
    <path d="M${x - rx - 4} ${y - ry * 0.3} Q${x} ${y - ry - 14} ${x + rx + 4} ${y - ry * 0.3}" fill="none" stroke="#2b1d1a" stroke-width="8"/>
    <path d="M${x - rx} ${y - ry - 22} Q${x} ${y - ry - 34} ${x + rx} ${y - ry - 22}" fill="none" stroke="#6b4030" stroke-width="6"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="560"><rect width="480" height="560" fill="#dfe9f5"/>
    <g transform="rotate(${lean} 240 280)"><path d="M90 300C60 80 420 80 390 300L400 470L80 470Z" fill="#7a4a2a"/>
    <rect x="205" y="420" width="70" height="90" fill="#fde3d2"/>
    <path d="M110 240C105 360 170 450 240 455C310 450 375 360 370 240C360 150 120 150 110 240Z" fill="#fde3d2" stroke="#5a3a30" stroke-width="3"/>
    <path d="M100 250C110 120 370 120 380 250C330 190 300 210 240 195C180 210 150 190 100 250Z" fill="#7a4a2a"/>
    ${eye(181)}${eye(299)}<path d="M240 318l-8 22l12 2" fill="none" stroke="#a0604a" stroke-width="4"/>
    <path d="M207 383Q240 405 273 383" fill="none" stroke="#8a2f2f" stroke-width="5"/></g></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
