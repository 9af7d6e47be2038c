import { strFromU8, strToU8, zipSync } from 'fflate'
import { KinoraError } from '../core/errors'
import { readHeader } from '../media/picture/header'
import { restoreBytes, separateBytes } from './bytes'
import { parseProject } from './parse'
import type { Project } from './project'
import { namedSounds } from './sounds'
import { unzip } from './zip'

/** What a project file holds. */
export interface ProjectFile {
  project: Project
  /** The picture's file, byte for byte as it was opened. */
  picture: Uint8Array<ArrayBuffer>
  /** The sounds that it names, by the hash of their content. */
  sounds: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

export const projectFileType = 'application/x-kinora'

const soundEntry = /^sounds\/([0-9a-f]{64})$/

const limits = {
  entries: 600,
  total: 768 << 20,
  entry(name: string): number {
    if (name === 'project.json') return 32 << 20
    if (/^masks\/\d{1,4}\.bin$/.test(name)) return 16 << 20
    if (/^picture\.[a-z0-9]{1,8}$/.test(name)) return 512 << 20
    if (soundEntry.test(name)) return 512 << 20
    return 0
  },
}

/** One zip with project.json, the picture, the masks and the sounds; the format is described in docs/project-file.md. */
export function writeProjectFile({ project, picture, sounds }: ProjectFile): Uint8Array<ArrayBuffer> {
  const { plain, entries } = separateBytes(project)
  // No clock in the file: the same project gives the same bytes. 1980 is where the format's time begins.
  const mtime = new Date(1980, 0, 1)
  return zipSync(
    {
      'project.json': [strToU8(`${JSON.stringify(plain, null, 1)}\n`), { level: 6 }],
      // Packed already by its own format.
      [`picture.${extensionOf(project.picture.type)}`]: [picture, { level: 0 }],
      ...Object.fromEntries([...entries].map(([name, bytes]) => [name, [bytes, { level: 6 }] as const])),
      ...Object.fromEntries([...sounds].map(([name, bytes]) => [`sounds/${name}`, [bytes, { level: 1 }] as const])),
    },
    { mtime },
  )
}

/**
 * Opens a project file and believes nothing in it.
 * @param hash SHA-256 in lower-case hexadecimal.
 * @throws `project-unreadable` {problem} when it is no archive, is damaged or would unpack to absurd size;
 * `project-newer` {version}; `project-field` {field, problem}; `picture-unreadable`, `picture-too-large`.
 */
export async function readProjectFile(
  bytes: Uint8Array,
  hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<ProjectFile> {
  const files = unzip(bytes, limits)
  const manifest = files.get('project.json')
  if (!manifest) throw new KinoraError('project-unreadable', { problem: 'no-manifest' })
  const project = parseProject(restoreBytes(readJson(manifest), files))
  const picture = [...files].find(([name]) => name.startsWith('picture.'))?.[1]
  if (!picture) throw new KinoraError('project-unreadable', { problem: 'no-picture' })
  await checkPicture(project, picture, hash)
  return { project, picture, sounds: await soundsOf(project, files, hash) }
}

async function soundsOf(
  project: Project,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const sounds = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const name of namedSounds(project).keys()) {
    const bytes = files.get(`sounds/${name}`)
    const problem = !bytes ? 'is not in the file' : (await hash(bytes)) !== name ? 'is not that of the sound' : null
    if (problem) throw new KinoraError('project-field', { field: `sounds.${name.slice(0, 8)}`, problem })
    if (bytes) sounds.set(name, bytes)
  }
  return sounds
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes))
  } catch (cause) {
    throw new KinoraError('project-unreadable', { problem: 'damaged' }, cause)
  }
}

async function checkPicture(
  { picture: said }: Project,
  bytes: Uint8Array<ArrayBuffer>,
  hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<void> {
  const field = (name: string, problem: string) =>
    new KinoraError('project-field', { field: `picture.${name}`, problem })
  if ((await hash(bytes)) !== said.sha256) throw field('sha256', 'is not that of the picture in the file')
  const header = readHeader(bytes)
  if (header.type !== said.type) throw field('type', `is not that of the picture in the file, ${header.type}`)
  // The stored size, or turned by a quarter.
  const upright = header.width === said.width && header.height === said.height
  const turned = header.width === said.height && header.height === said.width
  if (!upright && !turned) {
    const wrong = said.width === header.width || said.width === header.height ? 'height' : 'width'
    throw field(wrong, `is not that of the picture in the file, ${header.width} x ${header.height}`)
  }
}

function extensionOf(type: string): string {
  const name = type.slice('image/'.length).replace(/[^a-z0-9]/g, '')
  return name === 'jpeg' ? 'jpg' : name.slice(0, 8)
}
