// A face drawn here, such that what finds faces in photographs finds it: as a picture, as what a camera sees, as a video.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'

/** What a face does, all at rest: 0..1, `turn` -1..1, `x` and `y` in parts of the picture. */
const still = { mouth: 0, blink: 0, turn: 0, smile: 0, x: 0, y: 0 }

/** One who is drawn unless told otherwise. */
export const man = { skin: ['#f0c8a8', '#c98d68'], hair: '#3a271c', wall: '#8d9aa3', shirt: '#35506b', lips: '#c4635c' }
/** Another one, whose lips are of a red that nothing else in the picture has. */
export const woman = {
  skin: ['#f4d9c4', '#d9a88c'],
  hair: '#6b3a1e',
  wall: '#b9c4b4',
  shirt: '#4a6b57',
  lips: '#d01030',
}

/**
 * The face as an SVG of 400 x 400: a head with hair, neck and shoulders, lit from the left.
 * @param does what differs from a face at rest
 * @param looks colours, so that two of them are two people
 */
function faceSvg(does = {}, looks = {}) {
  const { skin, hair, wall, shirt, lips } = { ...man, ...looks }
  const { mouth, blink, turn, smile, x, y } = { ...still, ...does }
  // What lies nearer to the viewer goes further when the head turns.
  const by = (depth) => 200 + turn * depth
  const eye = (side) => {
    const cx = by(26) + side * 42 * (1 - 0.12 * side * turn)
    const [wide, tall] = [19 * (1 - 0.15 * side * turn), 9.5 * (1 - blink)]
    const lid = `M${cx - wide} 181 Q${cx} ${181 - 2 * tall - 1} ${cx + wide} 181`
    return `
      <ellipse cx="${cx}" cy="178" rx="30" ry="20" fill="#8a5a3e" opacity=".28" filter="url(#soft)"/>
      <clipPath id="eye${side}"><path d="${lid} Q${cx} ${181 + 1.5 * tall} ${cx - wide} 181z"/></clipPath>
      <g clip-path="url(#eye${side})">
        <rect x="${cx - 22}" y="160" width="44" height="40" fill="#f6f2ec"/>
        <circle cx="${cx + 3 * turn}" cy="178.500" r="9" fill="#5a4028"/>
        <circle cx="${cx + 3 * turn}" cy="178.500" r="4.300" fill="#120c08"/>
        <circle cx="${cx - 3}" cy="175" r="2" fill="#fff"/>
      </g>
      <path d="${lid}" fill="none" stroke="#2a1a12" stroke-width="3"/>
      <path d="M${cx - wide - 3} 172 Q${cx} ${156 + 10 * blink} ${cx + wide + 2} 171" fill="none" stroke="#9a6a4c" stroke-width="2" opacity=".7"/>
      <path d="M${cx - wide} 181 Q${cx} ${181 + 1.5 * tall} ${cx + wide} 181" fill="none" stroke="#8a5a40" stroke-width="1.500"/>
      <path d="M${cx - 26} ${150 + 3 * side} Q${cx} 138 ${cx + 26} ${150 - 3 * side} Q${cx} 146 ${cx - 26} ${150 + 3 * side}z" fill="${hair}" stroke="${hair}" stroke-width="3"/>`
  }
  const m = by(28)
  const [half, corner] = [34 + 6 * smile - 3 * mouth, 262 - 7 * smile]
  const [top, low] = [258 - 2 * mouth, 262 + 34 * mouth]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 400 400">
    <defs>
      <radialGradient id="skin" cx="${0.38 + 0.1 * turn}" cy=".38" r=".7">
        <stop offset="0" stop-color="${skin[0]}"/><stop offset="1" stop-color="${skin[1]}"/>
      </radialGradient>
      <filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="6"/></filter>
      <filter id="little" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="2"/></filter>
    </defs>
    <rect width="400" height="400" fill="${wall}"/>
    <g transform="translate(${400 * x} ${400 * y})">
      <path d="M60 420 Q70 345 150 332 L250 332 Q330 345 340 420z" fill="${shirt}"/>
      <path d="M160 280 L158 335 Q200 372 242 335 L240 280z" fill="${skin[1]}"/>
      <ellipse cx="200" cy="305" rx="42" ry="20" fill="#5a3826" opacity=".45" filter="url(#soft)"/>
      <ellipse cx="${by(-8)}" cy="165" rx="106" ry="122" fill="${hair}"/>
      <ellipse cx="${by(-6) - 96}" cy="200" rx="13" ry="26" fill="${skin[1]}"/>
      <ellipse cx="${by(-6) + 96}" cy="200" rx="13" ry="26" fill="${skin[1]}"/>
      <path d="M${by(4) - 94} 170 Q${by(4) - 92} 82 ${by(6)} 78 Q${by(4) + 92} 82 ${by(4) + 94} 170
        Q${by(4) + 94} 245 ${by(10) + 58} ${292 + 12 * mouth} Q${by(14)} ${336 + 18 * mouth} ${by(10) - 58} ${292 + 12 * mouth}
        Q${by(4) - 94} 245 ${by(4) - 94} 170z" fill="url(#skin)"/>
      <path d="M${by(4) - 97} 175 Q${by(0) - 98} 60 ${by(6)} 56 Q${by(0) + 98} 60 ${by(4) + 97} 175 Q${by(4) + 84} 108 ${by(10) + 30} 106
        Q${by(10) - 40} 104 ${by(4) - 82} 124 Q${by(4) - 92} 140 ${by(4) - 97} 175z" fill="${hair}"/>
      <ellipse cx="${by(16) - 58}" cy="228" rx="24" ry="17" fill="#d8705a" opacity=".28" filter="url(#soft)"/>
      <ellipse cx="${by(16) + 58}" cy="228" rx="24" ry="17" fill="#d8705a" opacity=".28" filter="url(#soft)"/>
      ${eye(-1)}${eye(1)}
      <path d="M${by(30) + 7} 168 Q${by(40) + 18} 205 ${by(44) + 22} 224 Q${by(42)} 240 ${by(38) - 8} 236z" fill="#9a6444" opacity=".45" filter="url(#little)"/>
      <path d="M${by(34)} 165 L${by(40)} 220" stroke="#fff0e0" stroke-width="7" opacity=".35" filter="url(#little)"/>
      <ellipse cx="${by(46)}" cy="222" rx="15" ry="11" fill="${skin[0]}" opacity=".8" filter="url(#little)"/>
      <path d="M${by(42) - 19} 230 Q${by(42) - 10} 222 ${by(44) - 9} 233 Q${by(46)} 240 ${by(44) + 9} 233 Q${by(42) + 10} 222 ${by(42) + 19} 230"
        fill="none" stroke="#8a5338" stroke-width="3" opacity=".8"/>
      <ellipse cx="${by(43) - 9}" cy="233" rx="5" ry="2.500" fill="#4a2818" opacity=".8"/>
      <ellipse cx="${by(43) + 9}" cy="233" rx="5" ry="2.500" fill="#4a2818" opacity=".8"/>
      <path d="M${m} 240 L${m} 250" stroke="#a06a4c" stroke-width="8" opacity=".3" filter="url(#little)"/>
      <path d="M${m - half} ${corner} Q${m} ${top - 4} ${m + half} ${corner} Q${m} ${low + 3} ${m - half} ${corner}z" fill="#401818"/>
      <path d="M${m - half + 8} ${corner} Q${m} ${top + 2} ${m + half - 8} ${corner} Q${m} ${top + 16 * mouth} ${m - half + 8} ${corner}z" fill="#f4efe6" opacity="${Math.min(1, 3 * mouth)}"/>
      <path d="M${m - half} ${corner} Q${m - 14} ${top - 14} ${m} ${top - 9} Q${m + 14} ${top - 14} ${m + half} ${corner} Q${m} ${top + 1} ${m - half} ${corner}z" fill="${lips}"/>
      <path d="M${m - half} ${corner} Q${m} ${low} ${m + half} ${corner} Q${m} ${low + 24} ${m - half} ${corner}z" fill="${lips}"/>
      <ellipse cx="${m}" cy="${low + 20}" rx="26" ry="6" fill="#8a5338" opacity=".4" filter="url(#little)"/>
    </g>
  </svg>`
}

/** Its eyes, nose, corners of the mouth and chin, as shares of the picture: where clicks place it. */
export const faceMarks = [
  [0.395, 0.452],
  [0.605, 0.452],
  [0.5, 0.56],
  [0.415, 0.655],
  [0.585, 0.655],
  [0.5, 0.795],
]

/** The face as a PNG of `side` pixels. */
export function facePng(does, looks, side = 400) {
  return sharp(Buffer.from(faceSvg(does, looks)))
    .resize(side, side)
    .png()
    .toBuffer()
}

/** Faces side by side, 400 pixels each, doing the same. */
export async function facesPng(looks, does) {
  const faces = await Promise.all(looks.map((one) => facePng(does, one)))
  return sharp({ create: { width: 400 * looks.length, height: 400, channels: 3, background: man.wall } })
    .composite(faces.map((input, k) => ({ input, left: 400 * k, top: 0 })))
    .png()
    .toBuffer()
}

/**
 * What a camera sees, or a clip's pictures, as YUV4MPEG2 of 320 x 240.
 * @param moments what the face does in each picture; null: nobody is there
 */
export async function writeY4m(path, moments, rate, looks) {
  const [width, height] = [320, 240]
  const pieces = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`)]
  for (const does of moments) {
    const picture = sharp({ create: { width, height, channels: 3, background: (looks ?? man).wall } })
    const face = does && (await facePng(does, looks, height))
    const rgb = await (face ? picture.composite([{ input: face, left: (width - height) / 2, top: 0 }]) : picture)
      .removeAlpha()
      .raw()
      .toBuffer()
    pieces.push(Buffer.from('FRAME\n'), yuvOf(rgb, width, height))
  }
  writeFileSync(path, Buffer.concat(pieces))
}

/** The same as an MP4, with a sound where there is one: what drives a face from a file. */
export async function writeMp4(path, moments, rate, { looks, sound } = {}) {
  await writeY4m(`${path}.y4m`, moments, rate, looks)
  const heard = sound ? ['-i', sound, '-c:a', 'aac'] : []
  const coded = ['-c:v', 'libx264', '-crf', '18', '-pix_fmt', 'yuv420p', path]
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', `${path}.y4m`, ...heard, ...coded])
}

/** Full-range BT.601, one colour for four pixels. */
function yuvOf(rgb, width, height) {
  const out = Buffer.alloc(1.5 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const [r, g, b] = rgb.subarray(3 * i, 3 * i + 3)
      out[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b)
      if (x % 2 || y % 2) continue
      const at = width * height + (y / 2) * (width / 2) + x / 2
      out[at] = Math.round(128 - 0.1687 * r - 0.3313 * g + 0.5 * b)
      out[at + (width * height) / 4] = Math.round(128 + 0.5 * r - 0.4187 * g - 0.0813 * b)
    }
  return out
}
