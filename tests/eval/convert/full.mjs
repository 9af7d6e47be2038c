// One pass of the UNet of a pack at its true size, in a process of its own so that its memory can be told:
//   node tests/eval/convert/full.mjs <bundle of subject.ts> <pack>
const [bundle, folder] = process.argv.slice(2)
const [frames, side] = [2, 32]
const { openConverted } = await import(bundle)
const pack = await openConverted(folder)
console.log(
  `\none pass of the UNet on onnxruntime-node, one thread: ${frames} frames of ${8 * side} x ${8 * side} pixels`,
)
for (const [name, { parts }] of Object.entries(pack.manifest.graphs))
  for (const { model, data } of parts) {
    const expanded = data.reduce((sum, { bytes, expands }) => sum + (expands?.bytes ?? bytes), 0)
    const stored = data.reduce((sum, { bytes }) => sum + bytes, model.bytes)
    console.log(
      `${name.padEnd(20)} ${String(stored).padStart(11)} bytes stored, ${String(expanded).padStart(11)} once loaded`,
    )
  }
const { seconds, largest } = await pack.unet(frames, side)
for (const { part, load, run } of seconds)
  console.log(`${part.padEnd(20)} ${load.toFixed(1)} s to load, ${run.toFixed(1)} s to run`)
const peak = process.resourceUsage().maxRSS * 1024
console.log(`largest number of the prediction ${largest.toFixed(3)}; ${peak} bytes of memory at most`)
if (!Number.isFinite(largest) || largest === 0) process.exit(1)
