// Clips in every format, read back by ffmpeg, which shares no code with what wrote them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { PNG } from 'pngjs'
import { openHarness } from './media-harness/open.mjs'
import { burst, bursts, heardBursts } from './sounds.mjs'

let harness
let profile
let folder
before(async () => {
  harness = await openHarness()
  profile = await harness.profile()
  folder = await mkdtemp(join(tmpdir(), 'kinora-clips-'))
})
after(async () => {
  await harness?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const clip = { width: 320, height: 200, fps: 24, frameCount: 30, repeat: true, quality: 0.8 }

async function encode(format, options, kind, withoutWebCodecs = false, sound = undefined) {
  const page = await profile.page()
  const { value, error } = await page.call('encode', format, options, kind, withoutWebCodecs, sound)
  assert.equal(error, undefined, JSON.stringify(error))
  assert.deepEqual(page.problems, [])
  await page.close()
  const path = join(folder, `clip.${format}`)
  await writeFile(path, value.file)
  return { path, file: value.file, loading: value.loading }
}

function tool(name, args) {
  const { status, stdout, stderr } = spawnSync(name, args, { maxBuffer: 1 << 30 })
  assert.equal(status, 0, String(stderr))
  return stdout
}

function probe(path) {
  const said = JSON.parse(
    tool('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-show_packets', '-of', 'json', path]),
  )
  return { stream: said.streams[0], packets: said.packets }
}

/** All frames as RGB, converted by the matrix and range that the file names. */
function decode(path, { width, height }) {
  const filter = 'scale=in_color_matrix=bt709:out_range=pc:flags=accurate_rnd+full_chroma_int+full_chroma_inp'
  const args = ['-v', 'error', '-i', path, '-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo']
  const raw = tool('ffmpeg', [...args, '-pix_fmt', 'rgb24', '-'])
  const bytes = width * height * 3
  assert.equal(raw.length % bytes, 0)
  return Array.from({ length: raw.length / bytes }, (_, index) => raw.subarray(index * bytes, (index + 1) * bytes))
}

/** The colours of `colours` in tests/browser/media-harness/frames.ts. */
const patches = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [0, 255, 255],
  [255, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [200, 120, 80],
  [90, 140, 60],
  [60, 90, 160],
  [230, 200, 170],
  [30, 30, 60],
  [250, 220, 40],
  [120, 20, 90],
]

/** The largest difference of a patch's mean colour from what was drawn. */
function worstPatch(frame, { width, height }, drawn) {
  let largest = 0
  for (const [index, colour] of patches.entries()) {
    const left = Math.round(((index % 8) + 0.5) * (drawn.width / 8))
    const top = Math.round((Math.floor(index / 8) + 0.5) * (drawn.height / 2))
    for (let c = 0; c < 3; c++) {
      let sum = 0
      for (let y = top - 6; y < top + 6; y++)
        for (let x = left - 6; x < left + 6; x++) sum += frame[(y * width + x) * 3 + c]
      assert.ok(top + 6 < height)
      largest = Math.max(largest, Math.abs(sum / 144 - colour[c]))
    }
  }
  return largest
}

/** Which frame it was: twelve bars, lowest bit first. */
function numberOf(frame, { width, height }) {
  let number = 0
  for (let bit = 0; bit < 12; bit++) {
    const x = Math.floor(((bit + 0.5) * width) / 12)
    if (frame[((height >> 1) * width + x) * 3] > 128) number |= 1 << bit
  }
  return number
}

const videos = [
  ['mp4', 'h264'],
  ['webm', 'vp9'],
]

for (const [format, codec] of videos) {
  test(`${format}: ${codec}, BT.709, colours within 3 levels, odd sides by one repeated row and column`, async () => {
    const odd = { ...clip, width: 319, height: 201 }
    const { path } = await encode(format, odd, 'colours')
    const { stream } = probe(path)
    assert.equal(stream.codec_name, codec)
    assert.deepEqual([stream.width, stream.height], [320, 202])
    assert.deepEqual(
      [stream.color_space, stream.color_primaries, stream.color_transfer, stream.color_range, stream.pix_fmt],
      ['bt709', 'bt709', 'bt709', 'tv', 'yuv420p'],
    )
    const frames = decode(path, stream)
    for (const frame of [frames[0], frames.at(-1)]) assert.ok(worstPatch(frame, stream, odd) <= 3)
    // The last column is its neighbour again, not black.
    const [, green] = [0, 1].map((back) => frames[0].subarray((20 * 320 + 319 - back) * 3, (20 * 320 + 320 - back) * 3))
    for (let c = 0; c < 3; c++)
      assert.ok(Math.abs(frames[0][(20 * 320 + 319) * 3 + c] - green[c]) <= 12, 'no padding at the edge')
  })

  for (const fps of [8, 23.976, 24, 25, 29.97, 60])
    test(`${format}: every frame once and in order, at exactly ${fps} fps`, async () => {
      const options = { ...clip, fps, frameCount: 37 }
      const { path } = await encode(format, options, 'count')
      const { stream, packets } = probe(path)
      assert.equal(Number(stream.nb_read_frames), 37)
      const numbers = decode(path, stream).map((frame) => numberOf(frame, stream))
      assert.deepEqual(
        numbers,
        Array.from({ length: 37 }, (_, index) => index),
      )
      // mp4 keeps times as whole fractions of the rate, webm in milliseconds.
      const allowed = format === 'mp4' ? 1e-5 : 6e-4
      for (const [index, packet] of packets.entries())
        assert.ok(Math.abs(Number(packet.pts_time) - index / fps) <= allowed, `frame ${index} at ${packet.pts_time}`)
      const [over, under] = stream.r_frame_rate.split('/').map(Number)
      assert.ok(Math.abs(over / under / fps - 1) < 1e-4, `says ${stream.r_frame_rate}`)
    })

  test(`${format}: by ffmpeg where the platform has no encoder, and it says what it loads`, async () => {
    const options = { ...clip, frameCount: 60 }
    const { path, loading } = await encode(format, options, 'count', true)
    assert.deepEqual(loading, [{ codec, bytes: 32232419 }])
    const { stream, packets } = probe(path)
    assert.equal(stream.codec_name, codec)
    assert.deepEqual([stream.color_space, stream.color_range, stream.r_frame_rate], ['bt709', 'tv', '24/1'])
    assert.deepEqual(
      decode(path, stream).map((frame) => numberOf(frame, stream)),
      Array.from({ length: 60 }, (_, index) => index),
    )
    for (const [index, packet] of packets.entries()) assert.ok(Math.abs(Number(packet.pts_time) - index / 24) <= 6e-4)
    const colours = await encode(format, { ...clip, frameCount: 3 }, 'colours', true)
    assert.ok(worstPatch(decode(colours.path, stream)[1], stream, clip) <= 4)
  })

  test(`${format}: 4K`, async () => {
    const options = { ...clip, width: 3840, height: 2160, fps: 30, frameCount: 3 }
    const { path, loading } = await encode(format, options, 'colours')
    const { stream } = probe(path)
    assert.deepEqual([stream.width, stream.height, Number(stream.nb_read_frames)], [3840, 2160, 3])
    assert.deepEqual(loading, [], 'the platform does it')
  })
}

test('mp4: can be played while it loads: its index stands before its frames', async () => {
  const { file } = await encode('mp4', clip, 'ramp')
  assert.ok(file.indexOf('moov') < file.indexOf('mdat'))
})

test('mp4: a coloured thing that moves away leaves no speck of itself', async () => {
  const [width, height] = [640, 400]
  const { path } = await encode('mp4', { ...clip, width, height, frameCount: 46 }, 'leaving')
  const { stream } = probe(path)
  const frames = decode(path, stream)
  let specks = 0
  for (const [index, frame] of frames.entries())
    for (let y = 90; y < 310; y++)
      // What lies four pixels and more behind the thing's trailing edge is ground, which is nowhere redder than green.
      for (let x = 60; x < 640; x++) {
        const away = Math.hypot(x / width - index * 0.003 - 0.3, (y / height - 0.5) * 0.625)
        if (away < 0.165) continue
        const at = (y * width + x) * 3
        if (frame[at] - frame[at + 1] > 20) specks++
      }
  assert.ok(specks < 40, `${specks} red pixels in ${frames.length} frames`)
})

for (const fps of [8, 24, 30, 50, 60])
  test(`gif: lasts as long as it should within 10 ms at ${fps} fps, repeats, one palette`, async () => {
    const options = { ...clip, fps, frameCount: 45 }
    const { path, file } = await encode('gif', options, 'count')
    const { stream, packets } = probe(path)
    const total = packets.reduce((sum, packet) => sum + Number(packet.duration_time), 0)
    assert.ok(Math.abs(total - 45 / fps) <= 0.01, `${total} s`)
    assert.equal(packets.length, fps === 60 ? 37 : 45)
    for (const packet of packets) assert.ok(Number(packet.duration_time) >= 0.02)
    const numbers = decode(path, stream).map((frame) => numberOf(frame, stream))
    assert.equal(numbers[0], 0)
    for (const [index, number] of numbers.entries()) if (index) assert.ok([1, 2].includes(number - numbers[index - 1]))
    assert.ok(file.includes('NETSCAPE2.0'))
    assert.equal(localPalettes(file), 0)
  })

test('gif: plays once when asked to', async () => {
  const { file } = await encode('gif', { ...clip, repeat: false, frameCount: 4 }, 'ramp')
  assert.ok(!file.includes('NETSCAPE2.0'))
})

test('gif: colours come near on the whole, and what stands still does not flicker', async () => {
  const options = { ...clip, frameCount: 12 }
  const { path } = await encode('gif', options, 'still')
  const { stream } = probe(path)
  const frames = decode(path, stream)
  // The same drawing by mp4 as the measure of what was drawn would share its losses: the formula instead.
  let sum = 0
  let changed = 0
  for (let y = 0; y < 200; y++)
    for (let x = 0; x < 320; x++) {
      const [u, v] = [x / 320, y / 200]
      if (v > 0.4 && v < 0.6) continue
      const colour = [
        128 + 80 * Math.sin(31 * u + 7 * v),
        120 + 70 * Math.sin(17 * v + 3 * u),
        110 + 60 * Math.sin(23 * (u + v)),
      ]
      const at = (y * 320 + x) * 3
      for (let c = 0; c < 3; c++) {
        sum += Math.abs(frames[0][at + c] - colour[c])
        if (frames[0][at + c] !== frames[11][at + c]) changed++
      }
    }
  assert.ok(sum / (320 * 160 * 3) < 8, `mean difference ${sum / (320 * 160 * 3)}`)
  assert.equal(changed, 0)
})

test('gif: what is transparent stays so, and nothing of the frame before shines through', async () => {
  const { path } = await encode('gif', { ...clip, frameCount: 6 }, 'glass')
  const raw = tool('ffmpeg', ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'])
  const bytes = 320 * 200 * 4
  for (let index = 0; index < 6; index++) {
    const alpha = (x, y) => raw[index * bytes + (y * 320 + x) * 4 + 3]
    assert.equal(alpha(20, 100), 0)
    for (let band = 0; band < 8; band++) assert.equal(alpha(250, band * 25 + 12), band === index % 8 ? 255 : 0)
  }
})

/** Frames with a palette of their own, by a walk over the blocks (GIF89a). */
function localPalettes(file) {
  let at = 13 + (file[10] & 0x80 ? 3 << ((file[10] & 7) + 1) : 0)
  let count = 0
  const skipBlocks = () => {
    while (file[at] !== 0) at += file[at] + 1
    at++
  }
  while (file[at] !== 0x3b) {
    if (file[at] === 0x21) {
      at += 2
      skipBlocks()
      continue
    }
    assert.equal(file[at], 0x2c)
    if (file[at + 9] & 0x80) count++
    at += 11
    skipBlocks()
  }
  return count
}

test('png: a zip of numbered pictures, to the bit, with straight alpha', async () => {
  const { file } = await encode('png', { ...clip, width: 61, height: 40, frameCount: 12 }, 'glass')
  const entries = unzipSync(file)
  assert.deepEqual(
    Object.keys(entries),
    Array.from({ length: 12 }, (_, index) => `frame-${String(index + 1).padStart(4, '0')}.png`),
  )
  for (const [index, bytes] of Object.values(entries).entries()) {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes))
    assert.deepEqual([width, height], [61, 40])
    for (let y = 0; y < 40; y++) {
      assert.deepEqual([...data.subarray((y * 61 + 3) * 4, (y * 61 + 3) * 4 + 4)], [0, 0, 0, 0])
      const alpha = Math.floor((y / 40) * 8) === index % 8 ? 255 : 64
      assert.deepEqual([...data.subarray((y * 61 + 50) * 4, (y * 61 + 50) * 4 + 4)], [200, 100, 50, alpha])
    }
  }
})

test('too few frames are refused, and an abandoned clip leaves no error', async () => {
  const page = await profile.page()
  for (const format of ['mp4', 'webm', 'gif', 'png']) {
    assert.equal((await page.call('short', format, clip)).error?.code, 'internal', format)
    assert.deepEqual(await page.call('abandon', format, clip), { value: undefined })
  }
  assert.deepEqual(page.problems, [])
  await page.close()
  assert.deepEqual(profile.elsewhere, [], 'nothing was asked of another origin')
})

/** When the bursts of a file are heard, seconds. */
function heard(path) {
  const raw = tool('ffmpeg', ['-v', 'error', '-i', path, '-vn', '-ac', '1', '-ar', '48000', '-f', 's16le', '-'])
  return heardBursts(raw, 48_000)
}

for (const [format, codec, without] of [
  ['mp4', 'aac', false],
  ['webm', 'opus', false],
  ['mp4', 'aac', true],
  ['webm', 'opus', true],
])
  test(`${format}: sound in ${codec}${without ? ' by the fallback' : ''}, in time with the pictures and as long as they are`, async () => {
    // The second track begins a quarter second into the clip, from the sound's half second on.
    const options = {
      ...clip,
      frameCount: 47,
      sounds: [
        { at: 0, from: 0, length: 1.2 },
        { at: 1.25, from: 0.5, length: 0.6 },
      ],
    }
    const { path } = await encode(format, options, 'ramp', without, bursts(44_100, 2, [0.1, 0.6, 1.1, 1.6]))
    const said = JSON.parse(tool('ffprobe', ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', path]))
    assert.deepEqual(
      said.streams.map((stream) => stream.codec_name),
      [format === 'mp4' ? 'h264' : 'vp9', codec],
    )
    const ends = [0, 1].map((index) =>
      Math.max(
        ...said.packets
          .filter((packet) => packet.stream_index === index)
          .map((packet) => Number(packet.pts_time) + Number(packet.duration_time)),
      ),
    )
    console.log(`# ${format}: pictures end at ${ends[0].toFixed(4)} s, sound at ${ends[1].toFixed(4)} s`)
    assert.ok(Math.abs(ends[0] - 47 / 24) < 0.002)
    assert.ok(Math.abs(ends[0] - ends[1]) < 1 / 60, 'they end together')
    const moments = heard(path)
    const wanted = [0.1, 0.6, 1.1, 1.35].map((moment) => moment + burst / 2)
    console.log(`# ${format}: bursts at ${moments.map((moment) => moment.toFixed(4)).join(', ')} s`)
    assert.equal(moments.length, wanted.length)
    for (const [k, moment] of wanted.entries())
      assert.ok(Math.abs(moments[k] - moment) < 0.01, `${moments[k]} is ${moment}`)
  })
