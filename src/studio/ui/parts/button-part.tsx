import type { ButtonPartProps } from '../../../controls/context'
import { Button } from './button'

export function ButtonPart(props: ButtonPartProps) {
  return <Button {...props} />
}
