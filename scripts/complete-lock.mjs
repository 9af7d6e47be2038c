// Completes package-lock.json after `npm install` on a machine whose registry has only some platforms:
// `node scripts/complete-lock.mjs`. npm leaves out the optional packages (native parts for other systems)
// that it could not see, and `npm ci` then refuses the lock everywhere. Here they are named again, each with
// the system and processor that its name says, so that only such a machine fetches it.
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix']
const processors = {
  arm64: 'arm64',
  arm: 'arm',
  armv7: 'arm',
  x64: 'x64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  mips64el: 'mips64el',
  wasm32: 'wasm32',
}

function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors[words.find((word) => word in processors)]
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((w) => w.startsWith('gnu'))
      ? 'glibc'
      : null
  return { os, cpu, libc: os === 'linux' ? libc : null }
}

let added = 0
for (const [place, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`
    const shared = `node_modules/${name}`
    if (nested in lock.packages || shared in lock.packages) continue
    const { os, cpu, libc } = platformOf(name)
    if (!/^\d+\.\d+\.\d+/.test(version) || (!os && !cpu)) {
      console.log(`left out: ${name} ${version}`)
      continue
    }
    lock.packages[shared] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc: [libc] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    }
    added++
  }

const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
lock.packages = Object.fromEntries(sorted)
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} packages of other platforms were named`)
