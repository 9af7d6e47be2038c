// Everything that is measured of the engine in Node, as one line of JSON. Run in a process of its own, so that nobody else's memory is tidied meanwhile.
import { composing, growth, references, seams } from './engine-in-node'

const found = {
  references: await references(),
  growth: await growth(),
  memory: process.memoryUsage().rss,
  composing: await composing(),
  seams: await seams(),
}
process.stdout.write(JSON.stringify(found))
