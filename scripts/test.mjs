// `npm test`: everything that is checked. Format, types, dead code, unit tests, the build, and the tests
// in a real browser, one after another; at the end one line says how many passed and failed.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.mjs'
import { needTools } from './tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => join(root, 'node_modules', '.bin', name)
const folder = mkdtempSync(join(tmpdir(), 'kinora-test-'))

let passed = 0
let failed = 0

/** Runs a program in sight; resolves to its exit status. */
function run(title, program, args, environment = {}) {
  console.log(`\n== ${title}`)
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    child.on('error', (error) => {
      console.error(String(error))
      resolve(1)
    })
    child.on('exit', (status) => resolve(status ?? 1))
  })
}

/** A step that passes or fails as a whole. */
async function step(title, program, args) {
  const status = await run(title, program, args)
  if (status === 0) passed++
  else failed++
  return status === 0
}

async function unitTests() {
  const report = join(folder, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = await run('Unit tests', bin('vitest'), ['run', '--config', 'vitest.config.ts', ...reporters])
  const counted = read(report, (text) => {
    const { numPassedTests, numFailedTests } = JSON.parse(text)
    return [numPassedTests, numFailedTests]
  })
  count(status, counted)
}

async function browserTests() {
  const tests = readdirSync(join(root, 'tests', 'browser')).filter((name) => name.endsWith('.test.mjs'))
  const report = join(folder, 'browser.tap')
  const status = await run('Tests in the browser', process.execPath, [
    '--test',
    // One at a time: each has a browser, which takes all cores for itself.
    '--test-concurrency=1',
    '--test-timeout=300000',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${report}`,
    ...tests.map((name) => join('tests', 'browser', name)),
  ])
  const line = (text, name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  count(
    status,
    read(report, (text) => [line(text, 'pass'), line(text, 'fail') + line(text, 'cancelled')]),
  )
}

function read(path, parse) {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch {
    return [0, 0]
  }
}

/** A run that failed without a failed test (a file that could not be read, a crash) is one failure. */
function count(status, [good, bad]) {
  passed += good
  failed += status !== 0 && bad === 0 ? 1 : bad
}

try {
  await needTools([
    { name: 'chromium', found: findChromium, hint: 'or give the path of one in CHROMIUM' },
    { name: 'ffmpeg', hint: 'it reads exported files back' },
  ])
  await step('Format, lint and import rules', bin('biome'), ['check', '--error-on-warnings', '.'])
  for (const floor of ['pure', 'worker', 'page', 'cli'])
    await step(`Types: ${floor}`, bin('tsc'), ['-p', `tsconfig.${floor}.json`])
  await step('Dead code', bin('knip'), [])
  await unitTests()
  if (await step('Build', bin('vite'), ['build', '--logLevel', 'warn'])) await browserTests()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  failed++
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
