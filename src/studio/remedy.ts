import type { KinoraError } from '../core/errors'
import type { GenerationSettings } from '../project/settings'
import type { ActionKey } from './notices'

/** Other settings with which what has failed would do, and the name of the button that takes them. */
export function remedyOf({
  code,
  data,
}: KinoraError): { key: ActionKey; settings: Partial<GenerationSettings> } | null {
  if (code !== 'too-large') return null
  if (typeof data.workingSide === 'number')
    return {
      key: 'action.smaller',
      settings: { workingSide: data.workingSide, ...(typeof data.window === 'number' && { window: data.window }) },
    }
  return { key: 'action.draft', settings: { quality: 'draft' } }
}
