/** Hands a file to the browser's downloads: the same everywhere, with no dialog of its own. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The download has its own hold on the bytes soon after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A name that every file system takes. */
export function fileName(title: string, ending: string): string {
  const clean = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100)
  return `${clean || 'kinora'}.${ending}`
}
