// Where the browser is that the tests drive.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a program of one of these names in PATH, or null. */
export function findProgram(...candidates) {
  for (const name of candidates)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // not here
      }
    }
  return null
}

/** The path of a Chromium: CHROMIUM of the environment, or the system's; null when there is none. */
export function findChromium() {
  return process.env.CHROMIUM || findProgram(...names)
}
