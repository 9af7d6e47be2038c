// The hands that work the dialog "Models", and a look at what it keeps.

import { after, afterEach, before, beforeEach } from 'node:test'
import { startHost } from './model-host.mjs'
import { disc } from './pictures.mjs'
import { startBrowser } from './studio.mjs'

/** Something to render: a path on the disc. */
export const path = {
  kind: 'trajectory',
  points: [
    { x: disc.x, y: disc.y },
    { x: disc.x + 50, y: disc.y },
  ],
}

/** A browser for the file's tests and a new host for each: `world.browser`, `world.host`. */
export function startWorld() {
  const world = { browser: null, host: null }
  before(async () => {
    world.browser = await startBrowser()
  })
  after(() => world.browser?.close())
  beforeEach(async () => {
    world.host = await startHost()
  })
  afterEach(() => world.host.close())
  return world
}

export async function openDialog(page) {
  await page.getByRole('button', { name: 'Models…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Models' })
  await dialog.getByRole('listitem', { name: 'pocket' }).waitFor()
  return dialog
}

export async function closeDialog(page) {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Models' }).waitFor({ state: 'detached' })
}

/** A studio with the dialog open; its host may be asked, and nobody else. */
export async function startModels({ browser, host }, allowed = []) {
  const studio = await browser.open({ allowed: [host.origin, ...allowed] })
  return { ...studio, dialog: await openDialog(studio.page) }
}

export async function look(dialog, address) {
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address)
  await dialog.getByRole('button', { name: 'Look' }).click()
}

export const download = (dialog) => dialog.getByRole('button', { name: /^Download/ })
export const row = (dialog, name) => dialog.getByRole('listitem', { name, exact: true })
export const alert = (dialog) => dialog.getByRole('alert')
/** Waits until a model is all there: it is used from then on. */
export const complete = (dialog, name) => row(dialog, name).getByText('In use', { exact: true }).waitFor()

/** Looks, downloads, and waits until it is all there. */
export async function install(dialog, address, name) {
  await look(dialog, address)
  await download(dialog).click()
  await complete(dialog, name)
}

/** Files that lie in the folders of models: { name of the folder: { name: bytes } }. */
export const kept = (page) =>
  page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true })
    const found = {}
    for await (const [name, folder] of models.entries()) {
      found[name] = {}
      for await (const [file, handle] of folder.entries()) found[name][file] = (await handle.getFile()).size
    }
    return found
  })

/** Waits until an asynchronous question in the page is answered with yes. */
export async function until(page, question, about) {
  while (!(await page.evaluate(question, about))) await page.waitForTimeout(50)
}

/** Waits until this pack is used. */
export const uses = (page, pack) => until(page, async (name) => (await window.kinora.ready).pack === name, pack)

/** Waits until so many bytes of files lie in the storage. */
export const hasKept = (page, bytes) =>
  until(
    page,
    async (least) => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true })
      let sum = 0
      for await (const folder of models.values())
        for await (const file of folder.values()) sum += (await file.getFile()).size
      return sum >= least
    },
    bytes,
  )
