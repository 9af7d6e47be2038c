import * as v from 'valibot'
import type { ModelFile } from '../storage/models/record'
import { parsePack } from './contract'
import { convertedFormat, filesOf, parseConverted } from './converted'

/** What a pack can do for a person. */
export const additions = ['influence', 'segment', 'fill', 'video', 'landmarks'] as const
export type Addition = (typeof additions)[number]

/** What a pack wants of a machine. */
export interface Needs {
  /** A graphics card: on the processor it would take hours. */
  webgpu: boolean
  /** Half precision in shaders. */
  f16: boolean
  /** Bytes of its weights that are on the device at once, at least: those of the largest part. */
  memory: number
}

/** A pack as a list shows it. */
export interface About {
  name: string
  version: string
  licence: string
  /** Of each of the weights it was made of; `file` is the path of the licence's text in the pack. */
  licences: { of: string; name: string; file?: string }[]
  provenance: string
  adds: Addition[]
  needs: Needs
  /** All that has to be there beside `pack.json`. */
  files: ModelFile[]
}

/**
 * Reads the description of a pack of any format.
 * @throws `pack-field` {field, problem}, `pack-unreadable` {file}
 */
export function aboutPack(text: string): About {
  return formatOf(text) === convertedFormat ? aboutConverted(text) : aboutTrained(text)
}

function formatOf(text: string): unknown {
  try {
    const result = v.safeParse(v.looseObject({ format: v.unknown() }), JSON.parse(text))
    return result.success ? result.output.format : null
  } catch {
    return null
  }
}

function aboutTrained(text: string): About {
  const { name, version, licence, provenance, graphs } = parsePack(text)
  const all = Object.values(graphs).filter((it) => it !== undefined)
  const files = all.flatMap((graph) => [...graph.files, ...(graph.half ?? [])])
  const fill = graphs.encoder && graphs.condition && graphs.unet && graphs.decoder
  const adds: [Addition, unknown][] = [
    ['influence', graphs.motion],
    ['segment', graphs.segment],
    ['fill', fill],
  ]
  return {
    name,
    version,
    licence,
    licences: [],
    provenance,
    adds: adds.filter(([, there]) => there).map(([addition]) => addition),
    // Weights are widened to single precision when they are loaded.
    needs: { webgpu: false, f16: false, memory: 4 * Math.max(...all.map((graph) => sum(graph.files))) },
    files: unique(files),
  }
}

function aboutConverted(text: string): About {
  const manifest = parseConverted(text)
  const { name, version, licence, licences, provenance, kind, compute } = manifest
  const parts = Object.values(manifest.graphs).flatMap((graph) => graph?.parts ?? [])
  const landmarks = kind === 'svd-mofa' && manifest.graphs.hybrid !== undefined
  return {
    name,
    version,
    licence,
    licences: licences.map((it) => ({ of: it.of, name: it.name, file: it.text?.path })),
    provenance,
    adds: kind === 'sam' ? ['segment'] : landmarks ? ['video', 'landmarks'] : ['video'],
    needs: {
      webgpu: kind === 'svd-mofa',
      f16: compute === 'fp16',
      memory: Math.max(...parts.map((part) => part.memory.weights)),
    },
    files: unique(filesOf(manifest)),
  }
}

function sum(files: readonly ModelFile[]): number {
  return files.reduce((bytes, file) => bytes + file.bytes, 0)
}

function unique(files: readonly ModelFile[]): ModelFile[] {
  const plain = files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))
  return [...new Map(plain.map((file) => [file.path, file])).values()]
}
