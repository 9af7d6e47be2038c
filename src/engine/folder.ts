/** Where a render keeps what it would be a pity to lose. Every method may fail; a render goes on without it. */
export interface Folder {
  /** Whether files outlive the engine, so that an interrupted render can be gone on with. */
  readonly lasting: boolean
  /** Whether it was there before it was opened. */
  readonly known: boolean
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Replaces a file as a whole: whatever happens, it is the old one or the new one. */
  write(name: string, parts: readonly ArrayBufferView<ArrayBuffer>[]): Promise<void>
  /** Does nothing where there is none. */
  remove(name: string): Promise<void>
  list(): Promise<string[]>
  /** Lets others have it. */
  close(): void
}

/** The folders of a host, one a render. */
export interface Folders {
  /** Opens a folder, made where there is none, and removes those of other renders that nobody has open. Null where it cannot be had. */
  open(key: string): Promise<Folder | null>
  /** Reads a file of a folder, without opening that. */
  peek(key: string, name: string): Promise<Uint8Array<ArrayBuffer> | null>
}
