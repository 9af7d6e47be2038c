/**
 * Lets everything that waits in the event loop run: a cancel, the influence of a new path, a frame. A message
 * to oneself takes its turn behind what is there already; a timer would wait 4 ms more. Node has a call for it.
 */
export function pause(): Promise<void> {
  return new Promise(later)
}

const { setImmediate: immediately } = globalThis as { setImmediate?: (then: () => void) => void }
const later = immediately ?? byMessage()

function byMessage(): (then: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return (then) => {
    waiting.push(then)
    port2.postMessage(null)
  }
}
