import type { MotionName } from '../motions/names'

export type Language = 'en' | 'zh'

/** What a motion is called: a phrase that `parsePrompt` reads as it. */
export const motionPhrases: Record<MotionName, Record<Language, string>> = {
  sway: { en: 'sway', zh: '摇摆' },
  swing: { en: 'swing', zh: '摆动' },
  bend: { en: 'bend', zh: '弯曲' },
  wave: { en: 'wave', zh: '挥舞' },
  flutter: { en: 'flutter', zh: '飘扬' },
  ripple: { en: 'ripple', zh: '荡漾' },
  wag: { en: 'wag the tail', zh: '摇尾巴' },
  swim: { en: 'swim', zh: '游动' },
  drift: { en: 'drift', zh: '飘移' },
  rise: { en: 'rise', zh: '上升' },
  fall: { en: 'fall', zh: '下落' },
  float: { en: 'float', zh: '漂浮' },
  bounce: { en: 'bounce', zh: '弹跳' },
  jump: { en: 'jump', zh: '跳跃' },
  hop: { en: 'hop', zh: '蹦蹦跳跳' },
  spin: { en: 'spin', zh: '旋转' },
  roll: { en: 'roll', zh: '滚动' },
  rock: { en: 'rock', zh: '颠簸' },
  tilt: { en: 'tilt', zh: '倾斜' },
  shake: { en: 'shake', zh: '抖动' },
  tremble: { en: 'tremble', zh: '颤抖' },
  pulse: { en: 'pulse', zh: '跳动' },
  breathe: { en: 'breathe', zh: '呼吸' },
  grow: { en: 'grow', zh: '长大' },
  shrink: { en: 'shrink', zh: '缩小' },
  stretch: { en: 'stretch', zh: '伸展' },
  squash: { en: 'squash', zh: '压扁' },
  nod: { en: 'nod', zh: '点头' },
  turn: { en: 'turn the head', zh: '转头' },
  walk: { en: 'walk', zh: '走' },
  run: { en: 'run', zh: '跑' },
  dance: { en: 'dance', zh: '跳舞' },
  fly: { en: 'fly', zh: '飞翔' },
  drive: { en: 'drive', zh: '行驶' },
  flow: { en: 'flow', zh: '流动' },
  smile: { en: 'smile', zh: '微笑' },
  blink: { en: 'blink', zh: '眨眼' },
  talk: { en: 'talk', zh: '说话' },
  sing: { en: 'sing', zh: '唱歌' },
}

/** What may be added to a motion. */
export const additions: Record<Language, string[]> = {
  en: ['gently', 'slowly', 'fast', 'strongly', 'left', 'right', 'up', 'down', 'twice', 'in the wind'],
  zh: ['轻轻', '慢慢', '快速', '用力', '向左', '向右', '向上', '向下', '随风', '两次'],
}
