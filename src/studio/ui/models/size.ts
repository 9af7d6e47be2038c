/** Bytes as a person says them: "820 KB", "4.2 GB". */
export function sizeText(bytes: number): string {
  const [unit, name] = bytes >= 1e9 ? ([1e9, 'GB'] as const) : bytes >= 1e6 ? ([1e6, 'MB'] as const) : [1e3, 'KB']
  const value = bytes / unit
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${name}`
}
