import type { GivenFile } from '../../../bridge/models'

/** What a file input holds, under the paths inside the folder that was chosen. */
export function filesOfInput(list: FileList | null): GivenFile[] {
  return Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }))
}

/** All files of a folder and of those in it. */
export async function filesInFolder(folder: FileSystemDirectoryHandle, path = ''): Promise<GivenFile[]> {
  const files: GivenFile[] = []
  for await (const [name, handle] of folder.entries())
    if (handle.kind === 'file')
      files.push({ path: path + name, file: await (handle as FileSystemFileHandle).getFile() })
    else files.push(...(await filesInFolder(handle as FileSystemDirectoryHandle, `${path}${name}/`)))
  return files
}

/** What was dropped, with the files in dropped folders. Must be called at once: a drop is empty a moment later. */
export async function filesDropped(data: DataTransfer): Promise<GivenFile[]> {
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry())
  const loose = Array.from(data.files, (file) => ({ path: file.name, file }))
  if (!entries.some((entry) => entry?.isDirectory)) return loose
  return (await Promise.all(entries.map((entry) => (entry ? filesOfEntry(entry) : [])))).flat()
}

/** Whether what is dragged holds a folder, or files by the names of a model's: a pack's description, a face finder. */
export function bringsModel(data: DataTransfer): boolean {
  const folder = Array.from(data.items).some((item) => item.webkitGetAsEntry()?.isDirectory)
  return folder || Array.from(data.files).some(({ name }) => name === 'pack.json' || name.endsWith('.task'))
}

async function filesOfEntry(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ path: entry.fullPath.replace(/^\//, ''), file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: GivenFile[] = []
  // A reader gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return files
    for (const one of some) files.push(...(await filesOfEntry(one)))
  }
}
