import type { StudioState } from './state'

type Preferences = Pick<StudioState, 'theme' | 'language'>

const themes = ['light', 'dark', 'system'] as const
const languages = ['en', 'zh'] as const

/** The person's choices: the address's `?lang=`, then what was chosen before, then the browser's language. */
export function readPreferences(
  address: URLSearchParams,
  kept: Storage | null,
  spoken: readonly string[],
): Preferences {
  const language =
    oneOf(languages, address.get('lang')) ??
    oneOf(languages, read(kept, 'kinora.language')) ??
    (spoken
      .find((tag) => /^(en|zh)\b/i.test(tag))
      ?.toLowerCase()
      .startsWith('zh')
      ? 'zh'
      : 'en')
  return { language, theme: oneOf(themes, read(kept, 'kinora.theme')) ?? 'system' }
}

export function keepPreferences(kept: Storage | null, { theme, language }: Preferences): void {
  try {
    kept?.setItem('kinora.theme', theme)
    kept?.setItem('kinora.language', language)
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
}

function read(kept: Storage | null, key: string): string | null {
  try {
    return kept?.getItem(key) ?? null
  } catch {
    return null
  }
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((candidate) => candidate === value) ?? null
}
