import { eyes, lips } from '../../core/face/points'

/** Lips and lids go where they are told; what lies around gives way. */
export const firm: ReadonlySet<number> = new Set([
  ...Object.values(lips).flat(),
  ...[eyes.left, eyes.right].flatMap((eye) => [...eye.upper, ...eye.lower]),
])
