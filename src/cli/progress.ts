import type { Progress } from '../bridge/engine'

const barWidth = 24

/** Shows how far a render is: one line that is drawn over again, on a terminal only. */
export interface ProgressLine {
  show(progress: Progress): void
  /** Takes the line away, so that something else can be written. */
  clear(): void
}

/** @param left turns the seconds that are left into words */
export function createProgressLine(
  terminal: { isTTY?: boolean; columns?: number; write(text: string): unknown },
  title: string,
  left: (time: string) => string,
): ProgressLine {
  let shown = 0
  return {
    show({ share, secondsLeft }) {
      const now = performance.now()
      // Often enough for the eye; each line costs a little.
      if (!terminal.isTTY || (share < 1 && now - shown < 100)) return
      shown = now
      terminal.write(`\r\x1b[K${lineOf(title, share, secondsLeft, left).slice(0, terminal.columns ?? 80)}`)
    },
    clear() {
      if (terminal.isTTY) terminal.write('\r\x1b[K')
    },
  }
}

export function lineOf(
  title: string,
  share: number,
  secondsLeft: number | null,
  left: (time: string) => string,
): string {
  const full = Math.round(share * barWidth)
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
  const time = secondsLeft === null ? '' : `  ${left(clock(secondsLeft))}`
  return `${title}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %${time}`
}

/** 75 as 1:15, an hour and more as 1:02:05. */
export function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
