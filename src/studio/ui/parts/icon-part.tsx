import type { ComponentProps } from 'react'
import type { ControlParts } from '../../../controls/context'
import { IconButton } from './button'

export function IconPart(props: ComponentProps<ControlParts['IconPart']>) {
  return <IconButton size="small" side="top" {...props} />
}
