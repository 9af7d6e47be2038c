// Everything that regions, fluids, cameras and motion prompts are measured by: npm run eval:regions [-- options of run.mjs]
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const parts = [
  ['./run.mjs', process.argv.slice(2)],
  ['./fluids.mjs', []],
  ['./mixing.mjs', []],
  ['./studio.mjs', []],
  ['../motions/run.mjs', []],
]
for (const [name, args] of parts) {
  const path = fileURLToPath(new URL(name, import.meta.url))
  const { status } = spawnSync(process.execPath, [path, ...args], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
