import { readFile } from 'node:fs/promises'
import { sha256 } from '../media/hash'
import { type ProjectFile, readProjectFile } from '../project/file'

/** Opens a project file from the disk. Throws what `readProjectFile` throws, or the system's error. */
export async function openProject(path: string): Promise<ProjectFile> {
  return readProjectFile(new Uint8Array(await readFile(path)), sha256)
}

/** What a project holds, as plain data for `kinora info`. */
export function describe(path: string, { project, picture }: ProjectFile) {
  const { frameCount, fps, loop, quality, width } = project.settings
  return {
    file: path,
    name: project.name,
    picture: {
      width: project.picture.width,
      height: project.picture.height,
      type: project.picture.type,
      bytes: picture.length,
    },
    controls: project.controls.map(({ id, kind, name, hidden }) => ({ id, kind, name, hidden })),
    frames: frameCount,
    fps,
    seconds: frameCount / fps,
    loop,
    quality,
    width,
  }
}

export type Description = ReturnType<typeof describe>
