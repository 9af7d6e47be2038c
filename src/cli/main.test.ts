import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { PNG } from 'pngjs'
import * as v from 'valibot'
import { afterAll, expect, it } from 'vitest'
import { writeProjectFile } from '../project/file'
import { project as schema } from '../project/project'
import { run, type Terminal } from './main'

const folder = mkdtempSync(join(tmpdir(), 'kinora-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)

/** A red square on stripes, 64 x 48, that goes to the right in four frames. */
function picture(): PNG {
  const png = new PNG({ width: 64, height: 48 })
  for (let y = 0; y < 48; y++)
    for (let x = 0; x < 64; x++) {
      const inside = x >= 12 && x < 28 && y >= 16 && y < 32
      png.data.set(inside ? [210, 40, 30, 255] : [150, 160, (x >> 2) % 2 ? 190 : 120, 255], 4 * (y * 64 + x))
    }
  return png
}

const bytes = new Uint8Array(PNG.sync.write(picture()))
writeFileSync(
  at('square.kinora'),
  writeProjectFile({
    sounds: new Map(),
    project: v.parse(schema, {
      format: 'kinora',
      version: 1,
      name: 'Square',
      picture: { width: 64, height: 48, type: 'image/png', sha256: createHash('sha256').update(bytes).digest('hex') },
      controls: [
        {
          id: 'a',
          name: '',
          kind: 'trajectory',
          points: [
            { x: 20, y: 24 },
            { x: 36, y: 24 },
          ],
        },
      ],
      settings: { frameCount: 4, fps: 8 },
    }),
    picture: bytes,
  }),
)

async function kinora(words: string, { interrupt }: { interrupt?: boolean } = {}, environment = {}) {
  let [out, error] = ['', '']
  const terminal: Terminal = {
    out: {
      write: (text) => {
        out += text
      },
    },
    error: {
      write: (text) => {
        error += text
      },
    },
    environment,
    onInterrupt: (callback) => {
      if (interrupt) setTimeout(callback, 0)
      return () => {}
    },
    root: process.cwd(),
    version: '9.9.9',
  }
  const status = await run(words.split(' '), terminal)
  return { status, out, error }
}

it('tells what a project holds', async () => {
  const { status, out } = await kinora(`info ${at('square.kinora')} --json`)
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    name: 'Square',
    picture: { width: 64, height: 48 },
    controls: [{ kind: 'trajectory' }],
    frames: 4,
    seconds: 0.5,
  })
})

it('renders frames: the first is the picture, the last has the square where its path ends', async () => {
  expect(await kinora(`render ${at('square.kinora')} -f frames -o ${at('frames')}`)).toMatchObject({
    status: 0,
    error: '',
  })
  expect(readdirSync(at('frames')).sort()).toEqual([
    'frame-0001.png',
    'frame-0002.png',
    'frame-0003.png',
    'frame-0004.png',
  ])
  const [first, last] = [1, 4].map((n) => PNG.sync.read(readFileSync(at('frames', `frame-000${n}.png`)))) as [PNG, PNG]
  expect(first.data.equals(picture().data)).toBe(true)
  expect([...last.data.subarray(4 * (24 * 64 + 36), 4 * (24 * 64 + 36) + 3)]).toEqual([210, 40, 30])
})

it('renders a part of the clip under the numbers that it has in the whole', async () => {
  const { out } = await kinora(`render ${at('square.kinora')} -o ${at('part.zip')} --frames 2..3 --json`)
  expect(Object.keys(unzipSync(new Uint8Array(readFileSync(at('part.zip')))))).toEqual([
    'frame-0002.png',
    'frame-0003.png',
  ])
  const said = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(said.at(-1)).toMatchObject({ event: 'done', frames: 2, width: 64, height: 48, fps: 8 })
  const shares = said.flatMap(({ share }) => share ?? [])
  expect(shares.filter((share) => share < 1).length).toBeGreaterThan(2)
})

it('renders a gif without any other program, as long as the project', async () => {
  expect(await kinora(`render ${at('square.kinora')} -o ${at('a.gif')}`, {}, { FFMPEG: '/nowhere' })).toMatchObject({
    status: 0,
  })
  expect(readFileSync(at('a.gif')).subarray(0, 6).toString()).toBe('GIF89a')
})

it('says what is missing for a video, and leaves nothing behind', async () => {
  const { status, error } = await kinora(`render ${at('square.kinora')} -o ${at('a.mp4')}`, {}, { FFMPEG: '/nowhere' })
  expect(status).toBe(1)
  expect(error).toMatch(/needs the program ffmpeg.*--format gif/)
  expect(readdirSync(folder).filter((name) => name.includes('mp4'))).toEqual([])
})

it('says when an ffmpeg dies, and leaves nothing behind', async () => {
  const broken = at('ffmpeg.sh')
  writeFileSync(
    broken,
    '#!/bin/sh\nif [ "$2" = "-encoders" ]; then echo " V....D libx264  x"; exit 0; fi\necho "No space left on device" >&2\nexit 1\n',
  )
  chmodSync(broken, 0o755)
  const { status, error } = await kinora(`render ${at('square.kinora')} -o ${at('b.mp4')}`, {}, { FFMPEG: broken })
  expect(status).toBe(1)
  expect(error).toContain('the disk is full')
  expect(readdirSync(folder).filter((name) => name.includes('b.mp4'))).toEqual([])
})

it.runIf(existsSync('/dev/full'))(
  'says when the disk fills up while it writes, and leaves nothing behind',
  async () => {
    // Where the frames of a gif lie until it is made.
    symlinkSync('/dev/full', at(`d.gif.${process.pid}.part.pixels`))
    const { status, error } = await kinora(`render ${at('square.kinora')} -o ${at('d.gif')}`)
    expect(status).toBe(1)
    expect(error).toContain('the disk is full')
    expect(readdirSync(folder).filter((name) => name.startsWith('d.'))).toEqual([])
  },
)

it.runIf(existsSync('/proc'))('says at once that nothing can be written where folders cannot be made', async () => {
  for (const format of ['mp4', 'gif', 'frames']) {
    const words = `render ${at('square.kinora')} -f ${format} -o /proc/x/y/z`
    expect(await kinora(words)).toMatchObject({
      status: 1,
      error: expect.stringContaining('/proc/x lies where nothing can be written'),
    })
  }
})

it('says what stands where the clip should go, before it renders', async () => {
  mkdirSync(at('beside', 'square.gif'), { recursive: true })
  const { error, out } = await kinora(`render ${at('square.kinora')} -f gif -o ${at('beside')} --json`)
  expect(error).toContain('square.gif is a folder where a file was expected')
  expect(out).not.toContain('progress')
  const inside = await kinora(`render ${at('square.kinora')} -o ${at('square.kinora', 'a.gif')}`)
  expect(inside.error).toContain('is a file, not a folder')
})

it('ends when it is told to, and leaves nothing behind', async () => {
  expect(await kinora(`render ${at('square.kinora')} -o ${at('c.gif')}`, { interrupt: true })).toMatchObject({
    status: 130,
  })
  expect(readdirSync(folder).filter((name) => name.startsWith('c.'))).toEqual([])
})

it('goes on with the next project when one is broken', async () => {
  writeFileSync(at('broken.kinora'), 'no project')
  const { status, error } = await kinora(
    `render ${at('broken.kinora')} ${at('square.kinora')} -f gif -o ${at('all')} --lang zh`,
  )
  expect(status).toBe(1)
  expect(error).toContain('broken.kinora: 这不是 Kinora 项目')
  expect(existsSync(at('all', 'square.gif'))).toBe(true)
})
