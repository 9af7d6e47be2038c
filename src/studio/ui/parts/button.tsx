import { Tooltip } from '@base-ui/react/tooltip'
import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'primary' | 'quiet' | 'danger'
}

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={join(styles.button, className)} data-look={look} {...rest} />
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  label: string
  /** Shown beside the label in the tooltip. */
  keys?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  size?: 'small' | 'middle' | 'large'
  pressed?: boolean
  children: ReactNode
}

/** A button that is only a picture to the eye; its name is read out and shown while it is pointed at. */
export function IconButton({
  label,
  keys,
  side = 'bottom',
  size = 'middle',
  pressed,
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            className={join(styles.icon, className)}
            data-size={size}
            aria-label={label}
            aria-pressed={pressed}
            {...rest}
          />
        }
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner side={side} sideOffset={6} className={styles.tipPlace}>
          <Tooltip.Popup className={styles.tip}>
            {label}
            {keys && <kbd>{keys}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

export function join(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
