import * as v from 'valibot'

/** One file of a model: what it is called there, and what it must be. */
export interface ModelFile {
  path: string
  bytes: number
  sha256: string
}

const file = v.strictObject({
  path: v.string(),
  bytes: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

const record = v.strictObject({
  format: v.literal(1),
  /** Name of its folder; see `idOf`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._+-]{0,127}$/i)),
  kind: v.picklist(['pack', 'face']),
  /** The text of `pack.json`, as it was given; empty for what is no pack. */
  description: v.string(),
  files: v.array(file),
  /** Where it comes from; null: from files, which the browser does not let us read again. */
  source: v.nullable(
    v.strictObject({
      /** Address of the folder in which `files` lie. */
      folder: v.string(),
      /** The person has agreed that this host hands requests on to others. */
      forwarded: v.boolean(),
    }),
  ),
  /** Milliseconds since 1970. */
  begunAt: v.number(),
})

/** What is written down before the first byte of a model comes, and never changed: what it is and whence. */
export type ModelRecord = v.InferOutput<typeof record>

/** Reads a record; null where it is damaged, as when the tab died while it was written. */
export function readRecord(text: string): ModelRecord | null {
  try {
    const result = v.safeParse(record, JSON.parse(text))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/** Name of a model's folder: two packs of one name and version that differ lie apart. @param hash of the description */
export function idOf(name: string, version: string, hash: string): string {
  return `${name}-${version}-${hash.slice(0, 8)}`
}

export function bytesOf(files: readonly ModelFile[]): number {
  return [...new Map(files.map((it) => [it.sha256, it.bytes])).values()].reduce((sum, bytes) => sum + bytes, 0)
}
