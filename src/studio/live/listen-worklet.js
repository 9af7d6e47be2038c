// Hands what the microphone hears to the page, some hundredths of a second at a time. Plain JavaScript: it is shipped as it
// stands here, for the thread of the sound.
const length = 1024

class Listener extends AudioWorkletProcessor {
  held = new Float32Array(length)
  filled = 0

  process([input]) {
    const [channel] = input
    if (!channel) return true
    for (const value of channel) {
      this.held[this.filled++] = value
      if (this.filled < length) continue
      this.port.postMessage(this.held.slice())
      this.filled = 0
    }
    return true
  }
}

registerProcessor('listener', Listener)
