import type { TFunction } from 'i18next'
import * as v from 'valibot'
import { type ControlInput, controlState } from '../../controls/registry'
import type { Control } from '../../project/project'
import { freeHue } from './hues'

/** A control made of what was drawn, as a script's `add` would make it. */
export function newControl(input: ControlInput, controls: readonly Control[]): Control {
  const state = v.parse(controlState, input)
  return { ...state, id: crypto.randomUUID(), name: '', hidden: false, hue: freeHue(controls.map(({ hue }) => hue)) }
}

/** What a control is called: its own name, or its kind and its number among those of its kind. */
export function nameOf(control: Control, controls: readonly Control[], t: TFunction): string {
  if (control.name) return control.name
  const number = controls.filter(({ kind }) => kind === control.kind).findIndex(({ id }) => id === control.id) + 1
  return t('control.name', { kind: t(`kind.${control.kind}`), number })
}
