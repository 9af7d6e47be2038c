// Programs that the tests need and that npm does not bring.
import { spawnSync } from 'node:child_process'
import { findProgram } from './chromium.mjs'

/**
 * Makes sure that programs are there: installs Debian's packages of the same name when it may, else throws
 * and says what to install. `tools`: { name, found (a function that gives a path or null), hint }.
 */
export async function needTools(tools) {
  const missing = () => tools.filter(({ name, found = () => findProgram(name) }) => !found())
  if (missing().length === 0) return
  const names = missing().map(({ name }) => name)
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    console.log(`Installing ${names.join(' and ')} ...`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const aptGet = (...args) => spawnSync('apt-get', ['-q', ...args], { stdio: 'inherit', env: environment })
    aptGet('update')
    aptGet('install', '-y', '--no-install-recommends', ...names)
  }
  const still = missing()
  if (still.length > 0)
    throw new Error(still.map(({ name, hint }) => `${name} was not found: install it (${hint}).`).join('\n'))
}
