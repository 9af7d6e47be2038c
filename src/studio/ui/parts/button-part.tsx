import type { ButtonPartProps } from '../../../controls/context'
import { Button } from './button'

export function ButtonPart({ pressed, ...props }: ButtonPartProps) {
  return <Button aria-pressed={pressed} {...props} />
}
