// Whether skin moves evenly while an expression grows evenly, and whether it folds.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { withModules } from '../../bench/engine.mjs'
import { portraits, typeOf } from './portraits.mjs'
import { root } from './stage.mjs'

const doings = [
  ['jawOpen', 1],
  ['jawOpen', 2],
  ['mouthPucker', 2],
  ['mouthSmileLeft', 2],
]

export const jumps = (stage) =>
  withModules(root, '/tests/eval/face/jumps-subject.ts', async ({ jumpsOf }) => {
    const rows = []
    for (const file of portraits) {
      await stage.open(readFileSync(file), { frameCount: 2, fps: 12 }, typeOf(file))
      const rest = await stage.rest(await stage.add({ kind: 'face' }))
      const picture = await stage.page.evaluate(() => window.kinora.project().picture)
      for (const [name, most] of doings) {
        const { jump, folded } = jumpsOf(rest, picture, name, most)
        rows.push([basename(file), `${name} to ${most}`, jump.toFixed(2), `${folded} of 101`])
      }
    }
    return {
      title: 'Even motion',
      notes:
        'An expression that grows by hundredths, up to what is asked at most and to twice that: how far a place of the skin lies at most from midway between its places before and after, picture pixels; and moments in which a triangle that the still shows is turned over by more than half a pixel.',
      head: ['portrait', 'expression', 'jump, px', 'folded'],
      rows,
    }
  })
