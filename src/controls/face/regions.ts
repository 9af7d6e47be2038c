import { type ChannelName, channelNames } from '../../core/face/names'

/** Parts of a face that are driven apart: each has its gain, and can be recorded alone. */
export const faceRegions = ['pose', 'eyes', 'lips', 'brows'] as const
export type FaceRegion = (typeof faceRegions)[number]

/** The region that a channel belongs to. */
function regionOf(name: ChannelName): FaceRegion {
  if (/^(yaw|pitch|roll|x|y|zoom|hair)$/.test(name)) return 'pose'
  if (/^(eye|gaze)/.test(name)) return 'eyes'
  return /^brow/.test(name) ? 'brows' : 'lips'
}

/** The region of each channel, in their order. */
export const channelRegions: readonly FaceRegion[] = channelNames.map(regionOf)
