// For everyone: assistive technology, both themes, both languages, narrow screens.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import axe from 'axe-core'
import { disc } from './pictures.mjs'
import { controls, drag, project, startBrowser, swipe, tool } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

/** What axe-core finds wrong: rule and places. */
async function violations(page) {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}

const [x, y] = [disc.x, disc.y]

for (const colorScheme of ['light', 'dark'])
  test(`no accessibility violation, ${colorScheme}`, async () => {
    const studio = await browser.open({ context: { colorScheme, reducedMotion: 'reduce' } })
    const { page } = studio
    assert.deepEqual(await violations(page), [], 'a picture is open')
    await tool(page, 'Trajectory')
    await drag(page, [
      { x, y },
      { x: x + 40, y },
    ])
    await controls(page, 1)
    await page
      .getByRole('list', { name: 'Controls' })
      .getByRole('button', { name: 'Trajectory 1', exact: true })
      .click()
    assert.deepEqual(await violations(page), [], 'a path is chosen')
    await tool(page, 'Freeze')
    assert.deepEqual(await violations(page), [], 'the brush is in the hand')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('dialog', { name: 'Export' }).waitFor()
    assert.deepEqual(await violations(page), [], 'the export dialog is open')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Models…' }).click()
    await page.getByRole('dialog', { name: 'Models' }).getByRole('listitem', { name: 'pocket' }).waitFor()
    assert.deepEqual(await violations(page), [], 'the models are open')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // Its button would show its name.
    await page.getByRole('button', { name: 'Export', exact: true }).focus()
    await page.getByText('Models…', { exact: true }).waitFor({ state: 'detached' })
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no') })
    await page.getByRole('alert').waitFor()
    assert.deepEqual(await violations(page), [], 'an error is shown')
    await studio.close()
  })

test('landmarks, tools and buttons have the names that scripts and screen readers know', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.getByRole('banner').waitFor()
  for (const name of ['Stage', 'Inspector', 'Timeline']) await page.getByRole('region', { name, exact: true }).waitFor()
  const tools = page.getByRole('toolbar', { name: 'Tools' })
  for (const name of ['Select', 'Trajectory', 'Pin', 'Freeze']) {
    const button = tools.getByRole('button', { name, exact: true })
    await button.click()
    assert.equal(await button.getAttribute('aria-pressed'), 'true')
  }
  for (const name of ['Open picture', 'Undo', 'Redo', 'Render', 'Export'])
    await page.getByRole('button', { name, exact: true }).waitFor()
  await page.getByRole('button', { name: /^(Play|Pause)$/ }).waitFor()
  assert.equal(await page.getByLabel('Open picture', { exact: true }).and(page.locator('input[type=file]')).count(), 1)
  await studio.close()
})

test('Chinese: by the address and by the menu, kept for the next time', async () => {
  const studio = await browser.open({ address: '?lang=zh' })
  const { page } = studio
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN')
  const latin = await page.evaluate(() =>
    [...document.querySelectorAll('button, [role=button], h2, h3, label')]
      .map((element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim())
      .filter((text) => /[A-Za-z]{4,}/.test(text)),
  )
  assert.deepEqual(
    latin.filter((text) => !/^(English|WebGPU|WASM|WebM)$/.test(text)),
    [],
    'no English is left',
  )
  await page.goto(`${browser.url}?lang=en`)
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
  await page.goto(browser.url)
  await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
  await studio.close()
})

test('390 px wide: nothing is cut off, and a finger draws, renders and exports', async () => {
  const studio = await browser.open({
    context: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
  })
  const { page } = studio
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok((await overflow()) <= 0, 'the page is no wider than the screen')
  await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Trajectory' }).tap()
  await swipe(page, [
    { x, y },
    { x: x + 60, y },
  ])
  await controls(page, 1)
  for (const name of ['Undo', 'Redo', 'Render', 'Export', 'Open picture']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox()
    assert.ok(
      box && box.x >= 0 && box.x + box.width <= 390 && box.width >= 32 && box.height >= 32,
      `${name} can be hit`,
    )
  }
  await page.getByRole('button', { name: 'Export', exact: true }).tap()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.waitFor()
  const box = await dialog.boundingBox()
  assert.ok(box && box.x >= 0 && box.x + box.width <= 390, 'the dialog fits')
  assert.deepEqual(await violations(page), [])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More', exact: true }).tap()
  await page.getByRole('menuitem', { name: 'Models…' }).tap()
  const models = page.getByRole('dialog', { name: 'Models' })
  await models.getByRole('listitem', { name: 'pocket' }).waitFor()
  const cut = await models.evaluate((element) => element.scrollWidth - element.clientWidth)
  assert.ok(cut <= 0, 'nothing of the models is cut off')
  assert.ok((await overflow()) <= 0)
  await studio.close()
})

test('390 px wide: the whole picture stays in sight above its settings', async () => {
  const studio = await browser.open({
    context: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
  })
  const { page } = studio
  await page.getByRole('button', { name: 'Show inspector' }).tap()
  const sheet = page.getByRole('region', { name: 'Inspector' })
  await sheet.waitFor()
  await page.waitForTimeout(300)
  const picture = await page.locator('#stage-surface canvas').first().boundingBox()
  const { width, height } = (await project(page)).picture
  const shown = { width: picture.width, height: (picture.width * height) / width }
  const top = (await sheet.boundingBox()).y
  assert.ok(picture.width > 150 && picture.y >= 48 && picture.y + shown.height <= top, JSON.stringify({ picture, top }))
  await page.getByRole('button', { name: 'Close inspector' }).tap()
  await sheet.waitFor({ state: 'hidden' })
  assert.ok(await page.getByRole('region', { name: 'Timeline' }).isVisible())
  await studio.close()
})

test('no sideways scrolling and no cut-off bar at usual window sizes', async () => {
  for (const [width, height] of [
    [900, 700],
    [1280, 720],
    [1440, 900],
    [2560, 1440],
  ]) {
    const studio = await browser.open({ context: { viewport: { width, height } } })
    const { page } = studio
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('header button, [role=toolbar] button')]
        .filter((button) => {
          const { left, right, top, bottom, width: w } = button.getBoundingClientRect()
          return w > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)
        })
        .map((button) => button.getAttribute('aria-label') ?? button.textContent),
    )
    assert.deepEqual(cut, [], `${width} x ${height}`)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} x ${height}`)
    await studio.close()
  }
})
