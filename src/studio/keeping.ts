import { KinoraError } from '../core/errors'
import { openSnapshots, type Snapshots } from '../media/storage/snapshots'
import { parseProject } from '../project/parse'
import type { Project } from '../project/project'
import { withSounds } from '../project/sounds'
import type { Ports } from './ports'

/** Keeps the project in the browser's own storage; a tab beside another works on a copy, and says so. */
export function createKeeping(): Pick<Ports, 'keep' | 'kept'> {
  let opened: Promise<Snapshots<Project>> | null = null
  const storage = () => {
    // A failed attempt is forgotten, so that the next one tries again.
    opened ??= openSnapshots<Project>().catch((thrown) => {
      opened = null
      throw thrown
    })
    return opened
  }
  return {
    async keep({ project, picture, sounds }) {
      await (await storage()).save({ value: project, picture, hash: project.picture.sha256, sounds })
    },
    async kept() {
      const snapshots = await storage()
      const found = await snapshots.load()
      if (!found) return null
      const notice = snapshots.elsewhere ? new KinoraError('project-open-elsewhere') : undefined
      const { picture, sounds } = found
      return { project: withSounds(parseProject(found.value), new Set(sounds.keys())), picture, sounds, notice }
    },
  }
}
