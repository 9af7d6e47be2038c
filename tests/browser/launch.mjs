// A Chromium for the browser tests, as plain and as silent as it gets.
import { chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

/** Starts the system's Chromium without a window. @throws when there is none */
export function launch(options = {}) {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium was found: install one, or give its path in CHROMIUM.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--enable-unsafe-webgpu',
      ...(options.args ?? []),
    ],
  })
}
