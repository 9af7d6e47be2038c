// What a tab keeps in the browser, and who may have it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHarness } from './media-harness/open.mjs'

let harness
before(async () => {
  harness = await openHarness()
})
after(() => harness?.close())

const kept = (text, content) => [text, content, content, 'image/png']

for (const mode of ['', 'without-files'])
  test(`what was saved is found by the next start${mode && ', also without a file system'}`, async () => {
    const profile = await harness.profile()
    const first = await profile.page()
    assert.equal(await first.storage('open', mode), false)
    assert.equal(await first.storage('load'), null)
    await first.storage('save', 'one', 'apple')
    await first.storage('save', 'two', 'apple')
    await first.close()
    const next = await profile.page()
    assert.equal(await next.storage('open', mode), false)
    assert.deepEqual(await next.storage('load'), kept('two', 'apple'))
    await next.tab.reload()
    await next.tab.waitForFunction(() => 'storage' in window)
    assert.equal(await next.storage('open', mode), false, 'a reload takes its own work up again')
    assert.deepEqual(await next.storage('load'), kept('two', 'apple'))
    await profile.close()
  })

test('a second tab works on a copy; neither writes over the other', async () => {
  const profile = await harness.profile()
  const first = await profile.page()
  await first.storage('open')
  await first.storage('save', 'first', 'apple')
  const second = await profile.page()
  assert.equal(await second.storage('open'), true, 'it is told')
  assert.deepEqual(await second.storage('load'), kept('first', 'apple'))
  await second.storage('save', 'second', 'pear')
  await first.storage('save', 'first again', 'apple')
  assert.deepEqual(await second.storage('load'), kept('second', 'pear'))
  assert.deepEqual(await first.storage('load'), kept('first again', 'apple'))
  await first.close()
  await second.close()
  const third = await profile.page()
  assert.equal(await third.storage('open'), false)
  assert.deepEqual(await third.storage('load'), kept('first again', 'apple'), 'the newest is taken up')
  await profile.close()
})

test('pictures that nothing refers to are removed', async () => {
  const profile = await harness.profile()
  const page = await profile.page()
  await page.storage('open')
  await page.storage('save', 'a', 'apple')
  await page.storage('save', 'b', 'pear')
  assert.deepEqual(await page.storage('pictures'), ['pear'])
  await profile.close()
})

test('a full disk says so, and what was saved before stays', async () => {
  const profile = await harness.profile()
  const page = await profile.page()
  await page.storage('open')
  await page.storage('save', 'a', 'apple')
  assert.equal(await page.storage('save', 'b', 'pear', 'full'), 'disk-full')
  assert.deepEqual(await page.storage('load'), kept('a', 'apple'))
  await profile.close()
})
