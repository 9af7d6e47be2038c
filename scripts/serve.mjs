// Serves the built studio on localhost. PORT chooses the port; --plain sends no special headers at all,
// as a host would that knows nothing of the studio (the service worker then adds them).
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'

/** What keeps the page isolated (threads for WASM) and on its own origin; the service worker adds the same. */
const readJson = (name) => JSON.parse(readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8'))
const headers = readJson('headers.json')
/** The workers that hold OpenCV and MediaPipe build functions from text; they have a policy of their own, still without another origin. */
const evaluating = readJson('evaluating.json')
/** The worker that brings models reaches the one host that the person has asked for, named in its address; src/sw.ts says the same. */
const reach = readJson('reach.json')
function reachPolicy(address) {
  const wanted = new URL(address, 'http://localhost').searchParams.get(reach.parameter) ?? ''
  const isOrigin = URL.canParse(wanted) && new URL(wanted).origin === wanted
  return reach.policy.replace('{reach}', wanted === 'any' ? reach.any : isOrigin ? wanted : '')
}

/** Starts a server of the folder `dist`; resolves to its address and a way to stop it. */
export function serve({ port = 0, plain = false, folder = fileURLToPath(new URL('../dist', import.meta.url)) } = {}) {
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response, path) => {
      if (plain) return
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      if (evaluating.workers.some((name) => path.includes(name)))
        response.setHeader('Content-Security-Policy', evaluating.policy)
      if (reach.workers.some((name) => path.includes(name)))
        response.setHeader('Content-Security-Policy', reachPolicy(response.req.url))
    },
  })
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404
      response.end('Not found')
    }),
  )
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        url: `http://localhost:${typeof address === 'object' && address ? address.port : port}/`,
        close: () => new Promise((closed) => server.close(closed)),
      })
    })
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 4173), plain: process.argv.includes('--plain') })
  console.log(`Kinora is at ${url}`)
}
