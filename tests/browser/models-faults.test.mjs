// What goes wrong while a model comes, or when it is used, ends in clear words, and nothing is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  alert,
  closeDialog,
  complete,
  download,
  hasKept,
  install,
  kept,
  look,
  openDialog,
  path,
  row,
  startModels,
  startWorld,
  uses,
} from './model-hands.mjs'
import { noisePack, realPack, startHost } from './model-host.mjs'

const world = startWorld()

test('what is not what was said is refused in words, the rest is kept, and it can be tried again', async () => {
  const pack = noisePack('other')
  const wrong = Buffer.from(pack['unet.onnx'])
  wrong[5000] ^= 1
  world.host.files = { ...pack, 'unet.onnx': wrong }
  const studio = await startModels(world)
  const { page, dialog } = studio
  await look(dialog, `${world.host.origin}/pack.json`)
  await download(dialog).click()
  assert.match(await alert(dialog).textContent(), /unet\.onnx is not the one/)
  const here = Object.keys(Object.values(await kept(page))[0])
  assert.equal(here.filter((name) => name.endsWith('.ok')).length, 2, 'those that came before it are kept')
  world.host.files['unet.onnx'] = pack['unet.onnx'].subarray(0, 1 << 20)
  await row(dialog, 'other').getByRole('button', { name: 'Try again' }).click()
  await page.waitForFunction(() => !document.querySelector('[role=dialog] [role=alert]'))
  await alert(dialog).waitFor()
  assert.match(await alert(dialog).textContent(), /unet\.onnx is not the one/, 'one that is cut short')
  world.host.files['unet.onnx'] = pack['unet.onnx']
  await row(dialog, 'other').getByRole('button', { name: 'Try again' }).click()
  await complete(dialog, 'other')
  await studio.close()
})

test('a host that refuses, is not there, or hands on: each is said; it is followed only when told to', async () => {
  const other = await startHost()
  const pack = noisePack('handed-on', 1)
  other.files = pack
  const studio = await startModels(world, [other.origin])
  const { dialog } = studio
  await look(dialog, 'ftp://nowhere/pack.json')
  assert.match(await alert(dialog).textContent(), /begin with https/)
  await look(dialog, `${world.host.origin}/nothing/`)
  assert.match(
    await alert(dialog).textContent(),
    new RegExp(`${world.host.name} does not give pack.json \\(answer 404\\)`),
  )
  const gone = await startHost()
  await gone.close()
  world.host.files = { 'pack.json': Buffer.from('no') }
  await look(dialog, `${world.host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /cannot be read/)

  world.host.forward = `${other.origin}/`
  await look(dialog, `${world.host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /hands the download on/)
  assert.deepEqual(other.asked, [], 'the other host has heard nothing')
  await alert(dialog).getByRole('button', { name: 'Follow it' }).click()
  await download(dialog).click()
  await complete(dialog, 'handed-on')
  assert.ok(other.asked.length >= 5)
  await studio.close()
  await other.close()

  const alone = await world.browser.open({ allowed: [gone.origin] })
  const silent = await openDialog(alone.page)
  await look(silent, `${gone.origin}/pack.json`)
  assert.match(await alert(silent).textContent(), new RegExp(`${gone.name} cannot be reached`))
  await alone.close()
})

test('a description that is wrong is refused by its field; graphs that are wrong give way to the built-in pack', async () => {
  const studio = await startModels(world)
  const { page, dialog } = studio
  world.host.files = noisePack('headless', 1, (pack) => {
    delete pack.graphs.unet
  })
  await look(dialog, `${world.host.origin}/pack.json`)
  assert.match(await alert(dialog).textContent(), /graphs\.unet/)

  world.host.files = noisePack('misshapen', 1)
  await install(dialog, `${world.host.origin}/pack.json`, 'misshapen')
  await closeDialog(page)
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 4, fps: 8, quality: 'full', workingSide: 128 }))
  const code = await page.evaluate(() =>
    window.kinora.render({ learned: true }).then(
      () => 'rendered',
      (error) => `${error.code} ${error.data.name}`,
    ),
  )
  assert.equal(code, 'model-broken misshapen')
  await uses(page, 'pocket 0.1.0')
  const stats = await page.evaluate(() => window.kinora.render({ learned: true }))
  assert.ok(stats.learned, 'the built-in pack draws')
  const again = await openDialog(page)
  await row(again, 'misshapen').getByText('Damaged', { exact: true }).waitFor()
  await studio.close()
})

test('a pack that was damaged gives way and is mended; one that was lost gives way at the start', async () => {
  world.host.files = realPack('frail')
  const studio = await startModels(world)
  const { page, dialog } = studio
  await install(dialog, `${world.host.origin}/pack.json`, 'frail')
  const { sha256, path: name } = JSON.parse(world.host.files['pack.json']).graphs.motion.files[0]
  await page.evaluate(() => window.kinora.ready)
  await page.evaluate(async (file) => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
    for await (const folder of models.values()) {
      const stream = await (await folder.getFileHandle(file)).createWritable({ keepExistingData: true })
      await stream.write({ type: 'write', position: 5000, data: new Uint8Array(64) })
      await stream.close()
    }
  }, sha256)
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  // What moves with a path is asked of it when there is one.
  await page.evaluate((control) => window.kinora.ready.then(() => window.kinora.add(control)), path)
  await uses(page, 'pocket 0.1.0')
  world.host.asked.length = 0
  const again = await openDialog(page)
  await row(again, 'frail').getByRole('button', { name: 'Mend' }).click()
  await complete(again, 'frail')
  assert.deepEqual(
    world.host.asked.map((it) => it.path),
    [name],
    'only what was damaged',
  )
  await uses(page, 'frail 0.1.0')

  await page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
    for await (const folder of models.values()) await folder.removeEntry('record.json')
  })
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  await page.getByRole('alert').filter({ hasText: 'The built-in model has taken its place' }).waitFor()
  assert.equal((await page.evaluate(() => window.kinora.ready)).pack, 'pocket 0.1.0')
  await studio.close()
})

test('a disk that is full in the middle is said; nothing is lost', async () => {
  world.host.files = noisePack('large', 8)
  world.host.stall['unet.onnx'] = 2 << 20
  const studio = await startModels(world)
  const { page, context, dialog } = studio
  const session = await context.newCDPSession(page)
  const { origin } = new URL(world.browser.url)
  await look(dialog, `${world.host.origin}/pack.json`)
  await download(dialog).click()
  await hasKept(page, 2 << 20)
  const { usage } = await page.evaluate(() => navigator.storage.estimate())
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + (1 << 20) })
  delete world.host.stall['unet.onnx']
  world.host.release()
  await alert(dialog).waitFor()
  assert.match(await alert(dialog).textContent(), /not enough room/)
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await row(dialog, 'large').getByRole('button', { name: 'Try again' }).click()
  await complete(dialog, 'large')
  assert.ok(
    world.host.asked.find((it) => it.from > 2 << 20) || world.host.asked.at(-2).from >= 2 << 20,
    'what had come was kept',
  )
  await studio.close()
})
