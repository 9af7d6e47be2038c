// A host of models on another origin, which can fail in every way, and what was asked of it.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const pocket = new URL('../../models/pocket/', import.meta.url)

/**
 * Serves files by path. `cut[path]`: bytes after which the connection breaks, once for each entry; `stall[path]`: bytes
 * after which nothing more comes, until it is removed; `answer`: another status; `forward`: where everything is sent.
 */
export async function startHost() {
  const host = { files: {}, cut: {}, stall: {}, answer: null, forward: null, asked: [] }
  const waiting = new Set()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname.slice(1))
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (host.forward) return response.writeHead(302, { Location: host.forward + path }).end()
    const file = host.files[path]
    const status = host.answer ?? (file ? null : 404)
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const entry = { path, from, sent: 0 }
    host.asked.push(entry)
    if (status) return response.writeHead(status).end()
    if (from >= file.length && from > 0) return response.writeHead(416).end()
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': file.length - from,
      'Content-Type': 'application/octet-stream',
      ETag: `"${sha256(file).slice(0, 8)}"`,
      'Access-Control-Expose-Headers': 'ETag',
    })
    const cut = host.cut[path]?.shift()
    const stall = host.stall[path]
    const end = from + Math.min(file.length - from, cut ?? stall ?? file.length)
    entry.sent = end - from
    response.write(file.subarray(from, end), () => {
      if (cut !== undefined) response.destroy()
      else if (end === file.length) response.end()
      else {
        waiting.add(response)
        response.on('close', () => waiting.delete(response))
      }
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  return Object.assign(host, {
    origin: `http://127.0.0.1:${port}`,
    name: `127.0.0.1:${port}`,
    /** Breaks what stalls. */
    release() {
      for (const response of waiting) response.destroy()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** The pocket pack under another name: a real one. @returns files by path */
export function realPack(name) {
  const files = Object.fromEntries(readdirSync(pocket).map((file) => [file, readFileSync(new URL(file, pocket))]))
  const manifest = JSON.parse(files['pack.json'])
  return { ...files, 'pack.json': Buffer.from(JSON.stringify({ ...manifest, name })) }
}

/** A pack of one graph whose file is noise: its description and hashes are in order. @returns files by path */
export function noisePack(name, megabytes = 3, change = () => {}) {
  const manifest = JSON.parse(readFileSync(new URL('pack.json', pocket)))
  const bytes = randomBytes(megabytes << 20)
  const { encoder, condition, unet, decoder } = manifest.graphs
  const graphs = { encoder, condition, unet, decoder }
  for (const [graph, it] of Object.entries(graphs)) {
    const own = graph === 'unet' ? bytes : Buffer.from(`${name} ${graph}`)
    delete it.half
    it.files = [{ path: `${graph}.onnx`, bytes: own.length, sha256: sha256(own) }]
  }
  const pack = { ...manifest, name, graphs, parts: { influence: 'plain', fill: 'learned' } }
  change(pack)
  const others = Object.keys(graphs).filter((graph) => graph !== 'unet')
  return {
    'pack.json': Buffer.from(JSON.stringify(pack)),
    ...Object.fromEntries(others.map((graph) => [`${graph}.onnx`, Buffer.from(`${name} ${graph}`)])),
    'unet.onnx': bytes,
  }
}

/** Puts a pack's files below a folder. */
export const under = (folder, files) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]))
