import { useSyncExternalStore } from 'react'

export const narrow = '(max-width: 900px)'
export const phone = '(max-width: 640px)'
export const low = '(max-height: 500px)'

/** Whether a media query holds, now and from now on. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
