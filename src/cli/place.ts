import { statSync } from 'node:fs'
import { basename, dirname, extname, join, sep } from 'node:path'
import { type RenderCommand, UsageError } from './arguments'
import type { OutputFormat } from './output/output'

/** Where a project's clip goes. */
export interface Place {
  project: string
  format: OutputFormat
  /** A file, or for `frames` a folder. */
  path: string
}

const endings: Record<string, OutputFormat> = { '.mp4': 'mp4', '.webm': 'webm', '.gif': 'gif', '.zip': 'png' }
const endingOf: Record<OutputFormat, string> = { mp4: '.mp4', webm: '.webm', gif: '.gif', png: '.zip', frames: '' }

/**
 * Where each project's clip goes: to the file that `--output` names, whose ending says the format unless `--format`
 * does (pictures one by one go straight into the folder that it names); into the folder that it names, under the project's name; or beside the project. Throws `UsageError` where
 * several projects would go to one file, or a clip onto its own project.
 */
export function placesOf(command: Pick<RenderCommand, 'projects' | 'output' | 'format'>): Place[] {
  const { projects, output } = command
  const ending = output === null ? undefined : endings[extname(output).toLowerCase()]
  const format = command.format ?? ending ?? 'mp4'
  const single = projects.length === 1 && output !== null && (format === 'frames' || (ending && !isFolder(output)))
  if (projects.length > 1 && output !== null && ending && !isFolder(output))
    throw new UsageError('many-projects', output)
  const places = projects.map((project) => {
    if (single) return { project, format, path: output }
    const path = join(output ?? dirname(project), basename(project, extname(project)) + endingOf[format])
    return { project, format, path }
  })
  const taken = new Set(projects)
  for (const { path } of places) {
    if (taken.has(path)) throw new UsageError('output', path)
    taken.add(path)
  }
  return places
}

/** Whether a path means a folder: one is there, or it ends as only a folder's does. */
function isFolder(path: string): boolean {
  return path.endsWith('/') || path.endsWith(sep) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)
}
