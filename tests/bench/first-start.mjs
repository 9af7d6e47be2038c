/**
 * A first visit: time until the sample moves, and what has been transferred until then. The stage's
 * canvas is looked at in every frame; it moves when it has shown a third picture (empty, the still, another).
 */
export async function firstStart(browser, url, note) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const tab = await context.newPage()
  await tab.addInitScript(watchStage)
  const loads = []
  context.on('response', (response) => {
    const arrived = Date.now()
    loads.push(
      response
        .body()
        .then((body) => ({ arrived, bytes: body.length }))
        .catch(() => ({ arrived, bytes: 0 })),
    )
  })
  const begun = Date.now()
  await tab.goto(url)
  await tab.waitForFunction(() => window.stageMoved !== undefined, null, { timeout: 60_000 })
  const moved = await tab.evaluate(() => window.stageMoved)
  const until = (await Promise.all(loads)).filter(({ arrived }) => arrived <= moved)
  note('start: until the sample moves', (moved - begun) / 1000, 's', 3)
  note('start: transferred until then', until.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6, 'MB', 3)
  await context.close()
}

/** Runs in the page. */
function watchStage() {
  const small = document.createElement('canvas')
  small.width = 64
  small.height = 64
  const seen = new Set()
  const look = () => {
    const stage = document.querySelector('#stage-surface canvas')
    if (stage?.width > 0) {
      const pen = small.getContext('2d', { willReadFrequently: true })
      pen.clearRect(0, 0, 64, 64)
      pen.drawImage(stage, 0, 0, 64, 64)
      seen.add(pen.getImageData(0, 0, 64, 64).data.join())
      if (seen.size >= 3) {
        window.stageMoved = Date.now()
        return
      }
    }
    requestAnimationFrame(look)
  }
  addEventListener('DOMContentLoaded', () => requestAnimationFrame(look))
}
