// One pass of the UNet of a pack at its true size, in a process of its own so that its memory can be told:
//   node tests/eval/convert/full.mjs <bundle of subject.ts> <pack>
const [bundle, folder] = process.argv.slice(2)
const [frames, side] = [2, 32]
const { openConverted } = await import(bundle)
const pack = await openConverted(folder)
console.log('\npart                    bytes stored    bytes once loaded')
for (const { parts } of Object.values(pack.manifest.graphs))
  for (const { name, model, data } of parts) {
    const stored = data.reduce((sum, { bytes }) => sum + bytes, model.bytes)
    const loaded = data.reduce((sum, { bytes, expands }) => sum + (expands?.bytes ?? bytes), 0)
    console.log(`${name.padEnd(22)} ${String(stored).padStart(13)} ${String(loaded).padStart(20)}`)
  }
const pixels = `${frames} frames of ${8 * side} x ${8 * side} pixels`
console.log(`\none pass of the UNet on onnxruntime-node, one thread: ${pixels}`)
const { seconds, largest } = await pack.unet(frames, side)
for (const { part, load, run } of seconds)
  console.log(`${part.padEnd(22)} ${load.toFixed(1)} s to load, ${run.toFixed(1)} s to run`)
const peak = process.resourceUsage().maxRSS * 1024
console.log(`largest number of the prediction ${largest.toFixed(3)}; ${peak} bytes of memory at most`)
if (!Number.isFinite(largest) || largest === 0) process.exit(1)
