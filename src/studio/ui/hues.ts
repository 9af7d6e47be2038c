/** One colour per control, shared by its path, its mask, its row and its clip: seen well on any picture. */
const hues = ['#3fc8ff', '#ff7eb6', '#9be15d', '#b79bff', '#ffd23f', '#2ee6b6', '#ff8f6b', '#8fb0ff'] as const

export function hueColour(index: number): string {
  return hues[index % hues.length] ?? hues[0]
}

/** The lowest hue that none of these wears, as for controls that are added by a script. */
export function freeHue(worn: readonly number[]): number {
  for (let hue = 0; hue < 64; hue++) if (!worn.includes(hue)) return hue
  return worn.length % 64
}
