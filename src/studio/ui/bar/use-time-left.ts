import { useTranslation } from 'react-i18next'

/** The time that is left, in words. */
export function useTimeLeft(seconds: number | null): string {
  const { t } = useTranslation()
  if (seconds === null) return t('render.measuring')
  if (seconds < 1.5) return t('render.almost')
  if (seconds < 90) return t('render.secondsLeft', { value: Math.round(seconds) })
  return t('render.minutesLeft', { value: Math.round(seconds / 60) })
}
