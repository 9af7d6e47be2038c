import * as v from 'valibot'
import { KinoraError } from '../core/errors'
import { type Project, project, projectVersion } from './project'

/**
 * Any value as a project, defaults filled in.
 * @throws `project-unreadable` when it is none at all; `project-newer` {version, known};
 * `project-field` {field, problem}, where field is a path such as `controls.0.points.3.x`.
 */
export function parseProject(value: unknown): Project {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 'kinora')
    throw new KinoraError('project-unreadable', { problem: 'not-a-project' })
  if ('version' in value && typeof value.version === 'number' && value.version > projectVersion)
    throw new KinoraError('project-newer', { version: value.version, known: projectVersion })
  const result = v.safeParse(project, value, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new KinoraError('project-field', { field: v.getDotPath(issue) ?? 'project', problem: issue.message })
}
