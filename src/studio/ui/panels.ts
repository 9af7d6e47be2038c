import { create } from 'zustand'
import type { Point } from '../../core/geometry'

export type DialogName = 'export' | 'shortcuts' | 'motion' | 'models'

/** What is open, folded or held on the page, of no interest to anything but the page itself. */
interface Panels {
  /** null: as the size of the window suggests. */
  inspector: boolean | null
  timeline: boolean | null
  dialog: DialogName | null
  /** The point of the selected control that keys and fields act on. */
  activePoint: number | null
  /** What lies over the picture instead of nothing: the motion, made visible. */
  motion: 'flow' | 'hints' | 'mask' | null
  /** The sentence for those who are here for the first time is still wanted. */
  welcome: boolean
  panning: boolean
  /** Strokes of the camera tool paint how near things are. */
  paintsDepth: boolean
  /** Clicks so far that place a face; null: faces are looked for. */
  facePoints: Point[] | null
  /** A face is being looked for. */
  faceBusy: boolean
  /** A body is being looked for. */
  bodyBusy: boolean
}

export const usePanels = create<Panels>(() => ({
  inspector: null,
  timeline: null,
  dialog: null,
  activePoint: null,
  motion: null,
  welcome: true,
  panning: false,
  paintsDepth: false,
  facePoints: null,
  faceBusy: false,
  bodyBusy: false,
}))

export const setPanels = usePanels.setState
