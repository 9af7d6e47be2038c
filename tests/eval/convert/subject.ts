import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ort from 'onnxruntime-node'
import { filesOf, parseConverted } from '../../../src/media/pack/converted'
import { type AnyOrt, type PartFixture, type PartResult, runPart } from './parity'

/** A converted pack in a folder: its description, checked, and its parts run by onnxruntime-node. */
export async function openConverted(folder: string) {
  const manifest = parseConverted(await readFile(join(folder, 'pack.json'), 'utf8'))
  const fetchFile = async (path: string) => new Uint8Array(await readFile(join(folder, path)))
  return {
    manifest,
    bytes: filesOf(manifest).reduce((sum, { bytes }) => sum + bytes, 0),
    run: (fixture: PartFixture): Promise<PartResult> =>
      runPart(ort as unknown as AnyOrt, manifest, fetchFile, fixture, false),
  }
}
