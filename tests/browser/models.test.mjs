// Packs from an address and from files: what comes is what was asked for, whatever happens on the way.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { noisePack, realPack, startHost, under } from './model-host.mjs'
import { disc } from './pictures.mjs'
import { startBrowser } from './studio.mjs'

let browser
let host
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())
beforeEach(async () => {
  host = await startHost()
})
afterEach(() => host.close())

const path = {
  kind: 'trajectory',
  points: [
    { x: disc.x, y: disc.y },
    { x: disc.x + 50, y: disc.y },
  ],
}

/** A studio with the dialog open; the host may be asked, and nobody else. */
async function start(options = {}) {
  const studio = await browser.open({ ...options, allowed: [host.origin, ...(options.allowed ?? [])] })
  return { ...studio, dialog: await openDialog(studio.page) }
}

async function openDialog(page) {
  await page.getByRole('button', { name: 'Models…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Models' })
  await dialog.getByRole('listitem', { name: 'pocket' }).waitFor()
  return dialog
}

async function look(dialog, address) {
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address)
  await dialog.getByRole('button', { name: 'Look' }).click()
}

const download = (dialog) => dialog.getByRole('button', { name: /^Download/ })
const row = (dialog, name) => dialog.getByRole('listitem', { name, exact: true })
const alert = (dialog) => dialog.getByRole('alert')
const complete = (dialog, name) => row(dialog, name).getByText('In use', { exact: true }).waitFor()

/** Files that lie in the folders of models: { name of the folder: { name: bytes } }. */
const kept = (page) =>
  page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true })
    const found = {}
    for await (const [name, folder] of models.entries()) {
      found[name] = {}
      for await (const [file, handle] of folder.entries()) found[name][file] = (await handle.getFile()).size
    }
    return found
  })

/** Waits until so many bytes of files lie in the storage. */
const hasKept = (page, bytes) =>
  page.waitForFunction(async (least) => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true })
    let sum = 0
    for await (const folder of models.values())
      for await (const file of folder.values()) sum += (await file.getFile()).size
    return sum >= least
  }, bytes)

test('a pack from an address: looked at, fetched, used in a render, removed', async () => {
  const pack = realPack('second')
  host.files = under('packs/second', pack)
  const studio = await start()
  const { page, dialog } = studio
  await page.waitForTimeout(300)
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${host.origin}/packs/second/`)
  assert.deepEqual(host.asked, [], 'nothing is asked for before a click')
  await dialog.getByRole('button', { name: 'Look' }).click()
  const offer = dialog.getByRole('region', { name: 'On offer' })
  await offer.getByText('Knows what moves with a path').waitFor()
  assert.deepEqual(
    host.asked.map((it) => it.path),
    ['packs/second/pack.json'],
    'only the description was fetched',
  )
  assert.match(await offer.textContent(), new RegExp(host.name))
  await download(dialog).click()
  await complete(dialog, 'second')
  const graphs = Object.values(JSON.parse(pack['pack.json']).graphs)
  const wanted = ['pack.json', ...graphs.map((graph) => graph.files[0].path)].map((name) => `packs/second/${name}`)
  assert.deepEqual(host.asked.map((it) => it.path).sort(), wanted.sort(), 'each file once, and nothing else')
  await page.keyboard.press('Escape')

  const { pack: used } = await page.evaluate(() => window.kinora.ready)
  assert.equal(used, 'second 0.1.0')
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 4, fps: 8, quality: 'full', workingSide: 128 }))
  const stats = await page.evaluate(() => window.kinora.render({ learned: true }))
  assert.ok(stats.learned && stats.runs.unet > 0, 'its networks have drawn')

  // It is still there, and used, after a new start, of which the host hears nothing.
  const asked = host.asked.length
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  assert.equal((await page.evaluate(() => window.kinora.ready)).pack, 'second 0.1.0')
  const again = await openDialog(page)
  await again.getByRole('combobox', { name: 'Renders' }).selectOption({ label: 'Built in' })
  await page.waitForFunction(async () => (await window.kinora.ready).pack === 'pocket 0.1.0')
  await row(again, 'second').getByRole('button', { name: 'Remove second' }).click()
  await row(again, 'second').getByRole('button', { name: 'Remove', exact: true }).click()
  await row(again, 'second').waitFor({ state: 'detached' })
  assert.deepEqual(await kept(page), {})
  assert.equal(host.asked.length, asked)
  await studio.close()
})

test('a connection that breaks is taken up where it broke', async () => {
  const pack = noisePack('broken-off')
  host.files = pack
  host.cut['unet.onnx'] = [1 << 20, 1 << 19]
  const studio = await start()
  await look(studio.dialog, `${host.origin}/pack.json`)
  await download(studio.dialog).click()
  await row(studio.dialog, 'broken-off').getByText('In use', { exact: true }).waitFor()
  const asked = host.asked.filter((it) => it.path === 'unet.onnx')
  assert.equal(asked.length, 3)
  assert.equal(
    asked.reduce((sum, it) => sum + it.sent, 0),
    pack['unet.onnx'].length,
    'no byte was sent twice',
  )
  await studio.close()
})

test('paused, closed and opened again: it goes on from what is here, when it is told to', async () => {
  const pack = noisePack('paused')
  host.files = pack
  host.stall['unet.onnx'] = 1 << 20
  const studio = await start()
  const { page, context, dialog } = studio
  await look(dialog, `${host.origin}/pack.json`)
  await download(dialog).click()
  await hasKept(page, 1 << 20)
  await row(dialog, 'paused').getByRole('button', { name: 'Pause' }).click()
  await row(dialog, 'paused').getByRole('button', { name: 'Continue' }).click()
  await page.waitForFunction(
    () => document.querySelector('[role=progressbar]')?.textContent?.includes('Downloading') ?? false,
  )
  await page.close({ runBeforeUnload: false })

  const asked = host.asked.length
  delete host.stall['unet.onnx']
  const next = await context.newPage()
  await next.goto(`${browser.url}?lang=en`)
  const later = await openDialog(next)
  const bar = row(later, 'paused').getByRole('progressbar', { name: 'Progress of paused' })
  await bar.waitFor()
  assert.equal(host.asked.length, asked, 'nothing is fetched by itself')
  const have = Object.values(await kept(next))[0]
  await row(later, 'paused').getByRole('button', { name: 'Continue' }).click()
  await complete(later, 'paused')
  const last = host.asked.at(-1)
  assert.equal(last.path, 'unet.onnx')
  assert.ok(last.from >= 1 << 20 && Object.values(have).includes(last.from), 'it went on from what was here')
  assert.equal(last.from + last.sent, pack['unet.onnx'].length)
  await studio.close()
})

test('what is not what was said is refused in words, the rest is kept, and it can be tried again', async () => {
  const pack = noisePack('other')
  const wrong = Buffer.from(pack['unet.onnx'])
  wrong[5000] ^= 1
  host.files = { ...pack, 'unet.onnx': wrong }
  const studio = await start()
  const { page, dialog } = studio
  await look(dialog, `${host.origin}/pack.json`)
  await download(dialog).click()
  assert.match(await alert(dialog).textContent(), /unet\.onnx is not the one/)
  const here = Object.keys(Object.values(await kept(page))[0])
  assert.equal(here.filter((name) => name.endsWith('.ok')).length, 3, 'the other files are kept')
  host.files['unet.onnx'] = pack['unet.onnx'].subarray(0, 1 << 20)
  await row(dialog, 'other').getByRole('button', { name: 'Try again' }).click()
  await page.waitForFunction(() => !document.querySelector('[role=dialog] [role=alert]'))
  await alert(dialog).waitFor()
  assert.match(await alert(dialog).textContent(), /unet\.onnx is not the one/, 'one that is cut short')
  host.files['unet.onnx'] = pack['unet.onnx']
  await row(dialog, 'other').getByRole('button', { name: 'Try again' }).click()
  await complete(dialog, 'other')
  await studio.close()
})

test('a host that refuses, is not there, or hands on: each is said; it is followed only when told to', async () => {
  const other = await startHost()
  const pack = noisePack('handed-on', 1)
  other.files = pack
  const studio = await start({ allowed: [other.origin] })
  const { dialog } = studio
  await look(dialog, 'ftp://nowhere/pack.json')
  assert.match(await alert(dialog).textContent(), /begin with https/)
  await look(dialog, `${host.origin}/nothing/`)
  assert.match(await alert(dialog).textContent(), new RegExp(`${host.name} does not give pack.json \\(answer 404\\)`))
  const gone = await startHost()
  await gone.close()
  host.files = { 'pack.json': Buffer.from('no') }
  await look(dialog, `${host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /cannot be read/)

  host.forward = `${other.origin}/`
  await look(dialog, `${host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /hands the download on/)
  assert.deepEqual(other.asked, [], 'the other host has heard nothing')
  await alert(dialog).getByRole('button', { name: 'Follow it' }).click()
  await download(dialog).click()
  await complete(dialog, 'handed-on')
  assert.ok(other.asked.length >= 5)
  await studio.close()
  await other.close()

  const alone = await browser.open({ allowed: [gone.origin] })
  const silent = await openDialog(alone.page)
  await look(silent, `${gone.origin}/pack.json`)
  assert.match(await alert(silent).textContent(), new RegExp(`${gone.name} cannot be reached`))
  await alone.close()
})

test('a description that is wrong is refused by its field; graphs that are wrong give way to the built-in pack', async () => {
  const studio = await start()
  const { page, dialog } = studio
  host.files = noisePack('headless', 1, (pack) => {
    delete pack.graphs.unet
  })
  await look(dialog, `${host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /graphs\.unet/)

  host.files = noisePack('misshapen', 1)
  await look(dialog, `${host.origin}/pack.json`)
  await download(dialog).click()
  await complete(dialog, 'misshapen')
  await page.keyboard.press('Escape')
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 4, fps: 8, quality: 'full', workingSide: 128 }))
  const code = await page.evaluate(() =>
    window.kinora.render({ learned: true }).then(
      () => 'rendered',
      (error) => `${error.code} ${error.data.name}`,
    ),
  )
  assert.equal(code, 'model-broken misshapen')
  await page.waitForFunction(async () => (await window.kinora.ready).pack === 'pocket 0.1.0')
  const stats = await page.evaluate(() => window.kinora.render({ learned: true }))
  assert.ok(stats.learned, 'the built-in pack draws')
  const again = await openDialog(page)
  await row(again, 'misshapen').getByText('Damaged', { exact: true }).waitFor()
  await studio.close()
})

test('a pack whose file was lost gives way at the start, and is mended', async () => {
  host.files = noisePack('lost', 1)
  const studio = await start()
  const { page, dialog } = studio
  await look(dialog, `${host.origin}/pack.json`)
  await download(dialog).click()
  await complete(dialog, 'lost')
  await page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
    for await (const name of models.keys()) await (await models.getDirectoryHandle(name)).removeEntry('record.json')
  })
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  const error = page.getByRole('alert').filter({ hasText: 'The built-in model has taken its place' })
  await error.waitFor()
  assert.equal((await page.evaluate(() => window.kinora.ready)).pack, 'pocket 0.1.0')
  await studio.close()
})

test('a full disk is said before anything is fetched, and in the middle; nothing is lost', async () => {
  const pack = noisePack('large', 8)
  host.files = pack
  const studio = await start()
  const { page, context, dialog } = studio
  const session = await context.newCDPSession(page)
  const quota = async (room) => {
    const { usage } = await page.evaluate(() => navigator.storage.estimate())
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(browser.url).origin,
      ...(room === null ? {} : { quotaSize: usage + room }),
    })
  }
  await quota(20 << 20)
  await look(dialog, `${host.origin}/pack.json`)
  await download(dialog).click()
  assert.match(await alert(dialog).textContent(), /not enough room: 9 MB/)
  assert.ok(!host.asked.some((it) => it.path === 'unet.onnx'))

  await quota(null)
  host.stall['unet.onnx'] = 2 << 20
  await row(dialog, 'large').getByRole('button', { name: 'Try again' }).click()
  await hasKept(page, 2 << 20)
  await quota(1 << 20)
  delete host.stall['unet.onnx']
  host.release()
  await alert(dialog).waitFor()
  assert.match(await alert(dialog).textContent(), /not enough room/)
  await quota(null)
  await row(dialog, 'large').getByRole('button', { name: 'Try again' }).click()
  await complete(dialog, 'large')
  assert.ok(host.asked.at(-1).from >= 2 << 20, 'what had come was kept')
  await studio.close()
})

test('a pack from a folder, from files, and by a picker; what is missing is named; nobody is asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-pack-'))
  try {
    const files = noisePack('mine', 1)
    mkdirSync(join(folder, 'mine'))
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'mine', name), bytes)
    const studio = await browser.open()
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
