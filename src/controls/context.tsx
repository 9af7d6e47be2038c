import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Point, Size } from '../core/geometry'
import type { BodyTake } from './body/state'
import type { CloneMotion } from './clone/state'
import type { LiveOptions, LiveState, PopOutState } from './face/live'
import type { Take } from './face/state'

/** A camera or a microphone that drives the selected face. */
export interface LiveSurroundings {
  /** A hook: what goes on now; null: every device is off. */
  useState(): LiveState | null
  /** A hook. */
  useOptions(): LiveOptions
  start(source: LiveState['source']): void
  stop(): void
  calibrate(): void
  record(): void
  finish(): void
  change(options: Partial<LiveOptions>): void
  stream(): MediaStream | null
}

/** What the studio lends to a control's ui: where things are drawn, and the parts its fields are made of. */
export interface ControlSurroundings {
  picture: Size
  /** CSS pixels a picture pixel: what should look equally large at any zoom is divided by it. */
  zoom: number
  /** The clip plays and no hand is at work: the picture is to be seen, not what was drawn over it. */
  quiet: boolean
  /** Seconds from the first frame's moment to the last one's. */
  span: number
  /** Lets the face that is nearest to a place do what a word says, as a control of its own; false: there is none. */
  driveFace(word: 'smile' | 'blink' | 'talk' | 'sing', at: Point): Promise<boolean>
  /** Whether a place lies in a region. */
  inRegion(at: Point): boolean
  /** Makes a region of the thing at a place, and lets the next clicks mend it; its id, or null: nothing was found, which has been said. */
  takeThing(at: Point): Promise<string | null>
  /** The motion's time that each frame shows, in seconds. */
  moments: readonly number[]
  /** The motion's time that is shown now, in seconds. */
  now(): number
  /** Seconds that the clip lasts, and another length for it: it ends with what drives it. */
  duration: number
  lengthen(seconds: number): void
  /** The motion of a face in a video or of a voice; null: it could not be read, which has been said. */
  readTake(file: Blob, onProgress?: (share: number) => void): Promise<Take | null>
  /** The motion of the body in a video; null: it could not be read, which has been said. */
  readBody(file: Blob): Promise<BodyTake | null>
  /** What moves in a reference clip, and where (seconds) it is best begun; null: it could not be read, which has been said. */
  readReference(
    file: Blob,
    onProgress?: (share: number) => void,
  ): Promise<{ motion: CloneMotion; start: number } | null>
  /** Gives a reference's motion to the person as a small file. */
  saveReference(motion: CloneMotion): void
  /** Gives a take to the person as a small file. */
  saveTake(take: Take, name: string): void
  /** Who sits before the machine and drives the selected face. */
  live: LiveSurroundings
  /** A clean window of the portrait. */
  popOut: {
    /** A hook; null: it is not open. */
    useState(): PopOutState | null
    open(): void
    close(): void
    background(colour: string | null): void
  }
  parts: ControlParts
  /** Whether strokes on the picture paint how near things are, for the selected camera. */
  paintsDepth: boolean
  paintDepth(on: boolean): void
}

export interface NumberPartProps {
  label: string
  /** The label is for screen readers only. */
  quiet?: boolean
  value: number | null
  onChange(value: number | null): void
  min?: number
  max?: number
  step?: number
  digits?: number
  unit?: string
  /** What stands in an empty field; a field without it cannot be emptied. */
  placeholder?: string
}

export interface SliderPartProps {
  label: string
  value: number
  onChange(value: number): void
  min: number
  max: number
  step: number
  /** The value as it is read out and shown. */
  text(value: number): string
}

export interface ChoicePartProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange(value: string): void
}

export interface ButtonPartProps {
  onClick(): void
  /** Of one that stays pressed: whether it is. */
  pressed?: boolean
  disabled?: boolean
  children: ReactNode
}

export interface ControlParts {
  NumberPart: ComponentType<NumberPartProps>
  SliderPart: ComponentType<SliderPartProps>
  ButtonPart: ComponentType<ButtonPartProps>
  IconPart: ComponentType<{ label: string; onClick(): void; disabled?: boolean; children: ReactNode }>
  ChoicePart: ComponentType<ChoicePartProps>
}

export interface ShapeProps<State> {
  state: State
  /** Its hue, as a CSS hex colour. */
  colour: string
  selected: boolean
  /** The point that is held or was last chosen. */
  activePoint: number | null
}

export interface FieldsProps<State> {
  state: State
  /** Saves another state of the control. */
  change(state: State): void
  /** Plays another state without saving it, while it is pointed at; null: no longer. */
  preview(state: State | null): void
  activePoint: number | null
  activate(point: number | null): void
}

const Surroundings = createContext<ControlSurroundings | null>(null)

export const ControlSurroundingsProvider = Surroundings.Provider

export function useSurroundings(): ControlSurroundings {
  const value = useContext(Surroundings)
  if (!value) throw new Error('A control is drawn outside the studio.')
  return value
}
