import type { ChoicePartProps } from '../../../controls/context'
import { Choice } from './choice'

export function ChoicePart(props: ChoicePartProps) {
  return <Choice {...props} />
}
