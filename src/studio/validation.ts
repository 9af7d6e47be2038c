import * as v from 'valibot'
import type { ExportFormat, ExportOptions } from '../bridge/engine'
import { type ControlInput, type ControlState, controlState } from '../controls/registry'
import { type ErrorCode, KinoraError } from '../core/errors'
import { type Control, control } from '../project/project'
import { type GenerationSettings, generationSettings } from '../project/settings'

const exportFormats = ['mp4', 'webm', 'gif', 'png'] as const satisfies ExportFormat[]

/** What every control has beside its own state. */
const ownFields = ['id', 'name', 'hidden', 'hue']

/** A control's own state from what a person or a script gave; `control-unknown` or `control-invalid`. */
export function parseControlInput(input: ControlInput): ControlState {
  checkKind(input)
  checkFields(input, fieldsOf(input.kind), 'control-invalid')
  return parsed(controlState, input, 'control-invalid')
}

/** A control of the project after a change of it. */
export function parseControl(value: unknown): Control {
  checkKind(value)
  checkFields(value, [...fieldsOf(value.kind), ...ownFields], 'control-invalid')
  return parsed(control, value, 'control-invalid')
}

export function parseSettings(value: unknown): GenerationSettings {
  checkFields(value, Object.keys(generationSettings.entries), 'settings-invalid')
  return parsed(generationSettings, value, 'settings-invalid')
}

const exportOptions = v.object({
  format: v.picklist(exportFormats),
  fps: v.optional(v.pipe(v.number(), v.minValue(8), v.maxValue(60))),
  quality: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
})

export function checkExport(format: ExportFormat, { fps, quality }: ExportOptions): void {
  parsed(exportOptions, { format, fps, quality }, 'settings-invalid')
}

function checkKind(value: unknown): asserts value is { kind: ControlState['kind'] } {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : ''
  if (!controlState.options.some((option) => option.entries.kind.literal === kind))
    throw new KinoraError('control-unknown', { kind })
}

function fieldsOf(kind: ControlState['kind']): string[] {
  const option = controlState.options.find((candidate) => candidate.entries.kind.literal === kind)
  return option ? Object.keys(option.entries) : []
}

/** A misspelt field would be dropped in silence by the schema; here it is said. */
function checkFields(value: unknown, known: readonly string[], code: ErrorCode): void {
  if (typeof value !== 'object' || value === null) throw new KinoraError(code, { field: '' })
  for (const [field, given] of Object.entries(value))
    if (given !== undefined && !known.includes(field))
      throw new KinoraError(code, { field, reason: 'there is no such field' })
}

/** The value as the schema makes it, or an error that names the first field that is wrong. */
function parsed<T extends v.GenericSchema>(schema: T, value: unknown, code: ErrorCode): v.InferOutput<T> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new KinoraError(code, { field: v.getDotPath(issue) ?? '', reason: issue.message })
}
