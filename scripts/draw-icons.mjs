// Draws the icons that a browser wants as pixels from public/icon.svg: `node scripts/draw-icons.mjs`
// (needs a Chromium). The maskable one fills its square, with the drawing inside the safe circle.
import { readFile, writeFile } from 'node:fs/promises'
import { launch } from '../tests/browser/launch.mjs'

const source = await readFile(new URL('../public/icon.svg', import.meta.url), 'utf8')

const icons = [
  { name: 'icon-192.png', side: 192, maskable: false },
  { name: 'icon-512.png', side: 512, maskable: false },
  { name: 'icon-maskable-512.png', side: 512, maskable: true },
]

const browser = await launch()
try {
  const page = await browser.newPage()
  for (const { name, side, maskable } of icons) {
    const drawing = maskable ? source.replace('rx="9"', 'x="-16" y="-16" width="64" height="64"') : source
    const picture = maskable ? drawing.replace(/<rect width="32" height="32"/, '<rect') : drawing
    const view = maskable ? picture.replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44"') : picture
    await page.setViewportSize({ width: side, height: side })
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${view.replace(/<title>.*?<\/title>/, '')}`,
    )
    const png = await page.screenshot({ omitBackground: true })
    await writeFile(new URL(`../public/${name}`, import.meta.url), png)
    console.log(`${name}: ${png.length} bytes`)
  }
} finally {
  await browser.close()
}
