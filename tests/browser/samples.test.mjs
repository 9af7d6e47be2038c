// The samples of the menu: each opens by hand, moves at once, and can be changed and undone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { difference, opened, pixels, project, startBrowser } from './studio.mjs'

let browser
let studio
let page

before(async () => {
  browser = await startBrowser()
  studio = await browser.open()
  page = studio.page
})
after(async () => {
  await studio?.close()
  await browser?.close()
})

const names = [
  'Paper boat at dusk',
  'Balloon at sunrise',
  'Lantern in the night garden',
  'Campfire by the lake',
  'Wind by the sea',
]
for (const name of names)
  test(`the sample "${name}" moves, and every control of it is in the list`, async () => {
    await page.getByRole('button', { name: 'Samples' }).click()
    await page.getByRole('menuitem', { name }).click()
    await opened(page, name)
    const { controls, settings } = await project(page)
    assert.ok(controls.length > 0)
    // It plays by itself; single frames are looked at in peace.
    await page.getByRole('button', { name: 'Pause' }).click()
    const list = page.getByRole('list', { name: 'Controls' })
    assert.equal(await list.getByRole('listitem').count(), controls.length)
    // What swings is back where it began after a whole swing, and so is looked at twice.
    const first = await pixels(page, 'preview', 0)
    let most = 0
    for (const share of [0.15, 0.4])
      most = Math.max(most, difference(first, await pixels(page, 'preview', Math.round(share * settings.frameCount))))
    assert.ok(most > 40, `the picture changes by ${most}`)

    await list
      .getByRole('button', { name: /^Remove / })
      .first()
      .click()
    await page.waitForFunction((count) => window.kinora.project().controls.length === count - 1, controls.length)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForFunction((count) => window.kinora.project().controls.length === count, controls.length)
    assert.deepEqual((await project(page)).controls, controls)
  })

test('between them the samples show every way to move a picture', async () => {
  const listed = await page.evaluate(async () => (await fetch('samples/samples.json')).json())
  const all = listed.flatMap(({ controls, areas = [] }) => [...controls, ...areas.map(({ control }) => control)])
  const shown = all.flatMap(({ kind, prompt, substance, move }) => [kind, prompt && 'words', substance, move])
  const wanted = ['trajectory', 'pin', 'freeze', 'brush', 'region', 'words', 'camera', 'path', 'face']
  const substances = ['water', 'clouds', 'smoke', 'fire', 'hair', 'grass']
  assert.deepEqual(
    [...wanted, ...substances].filter((part) => !shown.includes(part)),
    [],
  )
})
