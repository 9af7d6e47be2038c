// Faces and bodies measured in the built studio: `npm run eval:face` (after `npm run build`); a name or two of the parts
// below as arguments measure only those and write nothing. Clips and portraits lie in ../shared/data.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startBrowser } from '../../browser/studio.mjs'
import { drawnEyes } from './drawings.mjs'
import { jumps } from './jumps.mjs'
import { longDrivers } from './length.mjs'
import { lipsOfVoices, lipsToVoice } from './lips.mjs'
import { byModel } from './model.mjs'
import { bodyJoints, milliseconds } from './others.mjs'
import { crossIdentity, repeatedDriver, sliderAnswers, stillDriver, stylesPass } from './portraits.mjs'
import { selfReenactment } from './self.mjs'
import { data, openStage, root } from './stage.mjs'
import { wrinkles } from './wrinkles.mjs'

const parts = {
  self: selfReenactment,
  wrinkles,
  cross: crossIdentity,
  still: stillDriver,
  repeated: repeatedDriver,
  body: bodyJoints,
  styles: stylesPass,
  jumps,
  drawn: drawnEyes,
  time: milliseconds,
  sliders: sliderAnswers,
  voices: lipsOfVoices,
  lips: lipsToVoice,
  length: longDrivers,
  model: byModel,
}

if (!existsSync(data)) {
  console.log(`Nothing to measure: ${data} is not there.`)
  process.exit(0)
}

const chosen = process.argv.slice(2)
const browser = await startBrowser()
const lines = ['# Faces and bodies, measured', '', 'By `npm run eval:face`.', '']
/** Written after each part: one that fails takes none of the others with it. */
function write() {
  if (chosen.length > 0) return
  mkdirSync(join(root, 'docs/results'), { recursive: true })
  writeFileSync(join(root, 'docs/results/eval-face.md'), lines.join('\n'))
}
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    const stage = await openStage(browser)
    try {
      const { title, notes, head, rows } = await measure(stage)
      const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
      lines.push(`## ${title}`, '', notes, '', ...table, '')
      console.log([title, ...table, ''].join('\n'))
    } catch (error) {
      process.exitCode = 1
      console.error(`${name}: ${error}`)
    }
    await stage.studio.close()
    write()
  }
} finally {
  await browser.close()
}
