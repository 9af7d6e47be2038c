// `npm test`: everything that is checked. Format, types, dead code, unit tests, the build, and the tests
// in a real browser, one after another; at the end one line says how many passed and failed.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.mjs'
import { needTools } from './tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => join(root, 'node_modules', '.bin', name)
const folder = mkdtempSync(join(tmpdir(), 'kinora-test-'))

let passed = 0
/** What failed, by name: said again at the end, where a long output is read first. */
const failures = []
/** What passed at its second try only. */
const late = []

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
  else failures.push(title)
  return status === 0
}

async function unitTests() {
  const report = join(folder, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = await run('Unit tests', bin('vitest'), ['run', '--config', 'vitest.config.ts', ...reporters])
  count('Unit tests', status, read(report, unitResults))
}

/**
 * Each file has a second try, by itself, when all are done: a browser that shares its cores with others may stall for a
 * minute, and what is wrong fails twice. What passed only then is said at the end.
 */
async function browserTests() {
  const tests = readdirSync(join(root, 'tests', 'browser')).filter((name) => name.endsWith('.test.mjs'))
  const first = await browserRun('Tests in the browser', tests)
  const again = [...new Set(first.bad.map(({ file }) => file))]
  // Without a name of a file, or with this many, it is no stall.
  if (again.length === 0 || again.length > 3 || again.some((file) => !tests.includes(file))) {
    return count('Tests in the browser', first.status, [first.good, first.bad.map(({ name }) => name)])
  }
  const second = await browserRun('Tests in the browser, those that failed once more', again)
  const names = new Set(second.bad.map(({ name }) => name))
  const mended = second.status === 0 || names.size > 0 ? first.bad.filter(({ name }) => !names.has(name)) : []
  late.push(...mended.map(({ name }) => name))
  count('Tests in the browser', second.status, [first.good + mended.length, [...names]])
}

async function browserRun(title, tests) {
  const report = join(folder, 'browser.tap')
  const status = await run(title, process.execPath, [
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
  const [good, bad] = read(report, browserResults)
  return { status, good, bad }
}

/** vitest's JSON report: how many passed, and the names of those that failed, each with its first line of reason. */
function unitResults(text) {
  const { numPassedTests, testResults } = JSON.parse(text)
  const bad = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (tests.length > 0) return tests.map((test) => `${test.fullName}: ${test.failureMessages[0]?.split('\n')[0]}`)
    return status === 'failed' ? [`${name}: ${message}`] : []
  })
  return [numPassedTests, bad]
}

/** A TAP report: how many passed, and of those that did not the names and the files. */
function browserResults(text) {
  const good = Number(/^# pass (\d+)$/m.exec(text)?.[1] ?? 0)
  const told = text.matchAll(/^ *not ok \d+ - (.*)$(?:\n *---$(?:\n *[a-z_]+:.*$)*?\n *location: '(.*):\d+:\d+'$)?/gm)
  return [good, Array.from(told, ([, name, path]) => ({ name, file: path && basename(path) }))]
}

function read(path, parse) {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch {
    return [0, []]
  }
}

/** A run that failed without a failed test (a file that could not be read, a crash) is one failure. */
function count(title, status, [good, bad]) {
  passed += good
  failures.push(...(status !== 0 && bad.length === 0 ? [`${title}: ended with status ${status}`] : bad))
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
  failures.push(error instanceof Error ? error.message : String(error))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const name of late) console.log(`passed at the second try: ${name}`)
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length === 0 ? 0 : 1
