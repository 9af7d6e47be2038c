import { en, type Words } from './en'
import { zh } from './zh'

export type Language = 'en' | 'zh'

export function wordsIn(language: Language): Words {
  return language === 'zh' ? zh : en
}

/** What was asked for, else the language of the terminal (LC_ALL, LC_MESSAGES, LANG), else English. */
export function chooseLanguage(asked: Language | null, environment: Record<string, string | undefined>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return asked ?? (/^zh/i.test(locale) ? 'zh' : 'en')
}
