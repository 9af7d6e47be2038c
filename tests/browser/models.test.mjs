// Packs from an address and from files: what comes is what was asked for, whatever happens on the way.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  alert,
  closeDialog,
  complete,
  download,
  hasKept,
  kept,
  look,
  openDialog,
  path,
  row,
  startModels,
  startWorld,
  uses,
} from './model-hands.mjs'
import { noisePack, realPack, under } from './model-host.mjs'
import { png, scene } from './pictures.mjs'
import { opened, openPicture, project } from './studio.mjs'

const world = startWorld()

test('a pack from an address: looked at, fetched, used in a render, removed', async () => {
  const pack = realPack('second')
  world.host.files = under('packs/second', pack)
  const studio = await startModels(world)
  const { page, dialog } = studio
  await page.waitForTimeout(300)
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${world.host.origin}/packs/second/`)
  assert.deepEqual(world.host.asked, [], 'nothing is asked for before a click')
  await dialog.getByRole('button', { name: 'Look' }).click()
  const offer = dialog.getByRole('region', { name: 'On offer' })
  await offer.getByText('Knows what moves with a path').waitFor()
  assert.deepEqual(
    world.host.asked.map((it) => it.path),
    ['packs/second/pack.json'],
    'only the description was fetched',
  )
  assert.match(await offer.textContent(), new RegExp(world.host.name))
  await download(dialog).click()
  await complete(dialog, 'second')
  const graphs = Object.values(JSON.parse(pack['pack.json']).graphs)
  const paths = graphs.flatMap(({ files, half = [] }) => [...files, ...half].map((file) => file.path))
  const wanted = ['pack.json', ...new Set(paths)].map((name) => `packs/second/${name}`)
  assert.deepEqual(world.host.asked.map((it) => it.path).sort(), wanted.sort(), 'each file once, and nothing else')
  await closeDialog(page)

  const { pack: used } = await page.evaluate(() => window.kinora.ready)
  assert.equal(used, 'second 0.1.0')
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 4, fps: 8, quality: 'full', workingSide: 128 }))
  const stats = await page.evaluate(() => window.kinora.render({ learned: true }))
  assert.ok(stats.learned && stats.runs.unet > 0, 'its networks have drawn')

  // It is still there, and used, after a new start, of which the host hears nothing.
  const asked = world.host.asked.length
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  assert.equal((await page.evaluate(() => window.kinora.ready)).pack, 'second 0.1.0')
  const again = await openDialog(page)
  await again.getByRole('combobox', { name: 'Renders' }).selectOption({ label: 'Built in' })
  await uses(page, 'pocket 0.1.0')
  await row(again, 'second').getByRole('button', { name: 'Remove second' }).click()
  await row(again, 'second').getByRole('button', { name: 'Remove', exact: true }).click()
  await row(again, 'second').waitFor({ state: 'detached' })
  assert.deepEqual(await kept(page), {})
  assert.equal(world.host.asked.length, asked)
  await studio.close()
})

test('a connection that breaks is taken up where it broke', async () => {
  const pack = noisePack('broken-off')
  world.host.files = pack
  world.host.stall['unet.onnx'] = 1 << 20
  const studio = await startModels(world)
  const { page, dialog } = studio
  await look(dialog, `${world.host.origin}/pack.json`)
  await download(dialog).click()
  // What has come twice is broken off: after one part, and after another.
  for (const part of [1, 2]) {
    await hasKept(page, part << 20)
    if (part === 2) delete world.host.stall['unet.onnx']
    world.host.release()
  }
  await complete(dialog, 'broken-off')
  assert.deepEqual(
    world.host.asked.filter((it) => it.path === 'unet.onnx').map((it) => it.from),
    [0, 1 << 20, 2 << 20],
    'no byte was fetched twice',
  )
  await studio.close()
})

test('paused, closed and opened again: it goes on from what is here, when it is told to', async () => {
  const pack = noisePack('paused')
  world.host.files = pack
  world.host.stall['unet.onnx'] = 1 << 20
  const studio = await startModels(world)
  const { page, context, dialog } = studio
  await look(dialog, `${world.host.origin}/pack.json`)
  await download(dialog).click()
  await hasKept(page, 1 << 20)
  await row(dialog, 'paused').getByRole('button', { name: 'Pause', exact: true }).click()
  await row(dialog, 'paused').getByRole('button', { name: 'Continue' }).click()
  await page.waitForFunction(
    () => document.querySelector('[role=progressbar]')?.textContent?.includes('Downloading') ?? false,
  )
  await page.close({ runBeforeUnload: false })

  const asked = world.host.asked.length
  delete world.host.stall['unet.onnx']
  const next = await context.newPage()
  await next.goto(`${world.browser.url}?lang=en`)
  const later = await openDialog(next)
  const bar = row(later, 'paused').getByRole('progressbar', { name: 'Progress of paused' })
  await bar.waitFor()
  assert.equal(world.host.asked.length, asked, 'nothing is fetched by itself')
  const have = Object.values(await kept(next))[0]
  await row(later, 'paused').getByRole('button', { name: 'Continue' }).click()
  await complete(later, 'paused')
  const last = world.host.asked.filter((it) => it.path === 'unet.onnx').at(-1)
  assert.ok(last.from >= 1 << 20 && Object.values(have).includes(last.from), 'it went on from what was here')
  assert.equal(last.from + last.sent, pack['unet.onnx'].length)
  await studio.close()
})

test('a pack from a folder, from files, and by a picker; what is missing is named; nobody is asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-pack-'))
  try {
    const files = noisePack('mine', 1)
    mkdirSync(join(folder, 'mine'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'mine', name), bytes)
    const studio = await world.browser.open()
    const { page } = studio
    const dialog = await openDialog(page)
    const choose = (name, what) => dialog.locator(`input[aria-label="${name}"]`).setInputFiles(what)
    await choose('Choose files', [join(folder, 'mine', 'pack.json'), join(folder, 'mine', 'decoder.onnx')])
    assert.match(await alert(dialog).textContent(), /encoder\.onnx is missing/)
    await choose('Choose files', { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('x') })
    assert.match(await alert(dialog).textContent(), /no model that Kinora knows/)
    await choose('Choose folder', join(folder, 'mine'))
    await complete(dialog, 'mine')
    assert.match(await row(dialog, 'mine').textContent(), /from your files/)

    // The browser's own picker gives such a folder.
    await page.evaluate(
      async (given) => {
        const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked', { create: true })
        for (const [name, base64] of given) {
          const stream = await (await root.getFileHandle(name, { create: true })).createWritable()
          await stream.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
          await stream.close()
        }
        window.showDirectoryPicker = async () => root
      },
      Object.entries(noisePack('picked', 1)).map(([name, bytes]) => [name, bytes.toString('base64')]),
    )
    await dialog.getByRole('button', { name: 'Choose folder' }).click()
    await complete(dialog, 'picked')
    await studio.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Drops files or a folder of the disk on the middle of something. */
async function dropOn(page, place, paths) {
  const box = await place.boundingBox()
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  await session.detach()
}

/** Drops on the dialog until it shows: on a slow machine a drop while it is being drawn anew goes nowhere. */
async function dropped(page, dialog, files, shown) {
  for (let tries = 0; tries < 3; tries++) {
    await dropOn(page, dialog, files)
    const there = await shown.waitFor({ timeout: 20_000 }).then(
      () => true,
      () => false,
    )
    if (there) return
  }
  assert.fail(`what was dropped does not show; the dialog says: ${await dialog.textContent()}`)
}

test('a pack is dropped: its folder or its files, on the studio or on the dialog', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-drop-'))
  try {
    const studio = await world.browser.open()
    const { page } = studio
    const paths = (name) => {
      mkdirSync(join(folder, name))
      return Object.entries(noisePack(name, 1)).map(([file, bytes]) => {
        writeFileSync(join(folder, name, file), bytes)
        return join(folder, name, file)
      })
    }
    paths('whole')
    await dropOn(page, page.getByRole('region', { name: 'Stage' }), [join(folder, 'whole')])
    const dialog = page.getByRole('dialog', { name: 'Models' })
    await complete(dialog, 'whole')
    assert.equal((await project(page)).name, 'disc', 'the picture stays')

    const loose = paths('loose')
    await dropped(page, dialog, loose, row(dialog, 'loose').getByText('In use', { exact: true }))

    // Pictures are none, wherever they are dropped; a folder without a pack is none either.
    mkdirSync(join(folder, 'pictures'))
    writeFileSync(join(folder, 'pictures', 'holiday.png'), 'x')
    await dropped(page, dialog, [join(folder, 'pictures')], alert(dialog).getByText(/no model that Kinora knows/))
    await closeDialog(page)
    writeFileSync(join(folder, 'other.png'), png(scene(64, 64)))
    await dropOn(page, page.getByRole('region', { name: 'Stage' }), [join(folder, 'other.png')])
    await opened(page, 'other')
    await studio.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const faceFile = new URL('../../../shared/models/face_landmarker.task', import.meta.url)
const portrait = new URL('../../../shared/data/portraits/astronaut.png', import.meta.url)
const lacks = [faceFile, portrait].some((file) => !existsSync(file)) && 'the model file and the portrait are not here'

test('the face finder: another file of its name is refused; the real one finds faces', { skip: lacks }, async () => {
  const studio = await world.browser.open({ picture: false })
  const { page } = studio
  const dialog = await openDialog(page)
  const input = dialog.locator('input[aria-label="Choose files"]')
  const file = (buffer) => ({ name: 'face_landmarker.task', mimeType: 'application/octet-stream', buffer })
  const bytes = readFileSync(faceFile)
  const wrong = Buffer.from(bytes)
  wrong[9999] ^= 1
  await input.setInputFiles(file(wrong))
  assert.match(await alert(dialog).textContent(), /face_landmarker\.task is not the one/)
  await input.setInputFiles(file(bytes))
  await complete(dialog, 'face-landmarker')
  await closeDialog(page)
  await openPicture(page, readFileSync(portrait), 'astronaut.png')
  const landmarks = await page.evaluate(async () => {
    const id = await window.kinora.add({ kind: 'face' })
    return window.kinora.project().controls.find((control) => control.id === id).landmarks.length
  })
  assert.equal(landmarks, 3 * 478)
  assert.deepEqual(await page.getByRole('alert').allTextContents(), [])
  const again = await openDialog(page)
  await row(again, 'face-landmarker').getByText('In use', { exact: true }).waitFor()
  await studio.close()
})
