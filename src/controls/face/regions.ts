import { type ChannelName, channelNames } from '../../core/face/names'

/** Parts of a face that are driven apart: each has its gain, and can be recorded alone. */
export const faceRegions = ['pose', 'eyes', 'lips', 'brows'] as const
export type FaceRegion = (typeof faceRegions)[number]

/** The region that a channel belongs to. */
function regionOf(name: ChannelName): FaceRegion {
  const offset = /^offset(\d+)[xy]$/.exec(name)?.[1]
  if (offset) return offsetRegion(Number(offset))
  if (/^(yaw|pitch|roll|x|y|zoom|hair)$/.test(name)) return 'pose'
  if (/^(eye|gaze)/.test(name)) return 'eyes'
  return /^brow/.test(name) ? 'brows' : 'lips'
}

/** Lips and chin go with the lips, brows and eyes with theirs; the rest is how a turned head looks. */
function offsetRegion(point: number): FaceRegion {
  if ([61, 291, 0, 17, 199, 205, 425, 152, 148, 377].includes(point)) return 'lips'
  if ([70, 105, 107, 300, 334, 336, 9].includes(point)) return 'brows'
  return [33, 133, 362, 263].includes(point) ? 'eyes' : 'pose'
}

/** The region of each channel, in their order. */
export const channelRegions: readonly FaceRegion[] = channelNames.map(regionOf)
