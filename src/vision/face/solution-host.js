// A classic worker around MediaPipe's face mesh, which loads its parts with `importScripts` and expects a
// little of a page around it. Plain JavaScript: it is shipped as it stands here.
// Takes { id, start: address of the solution's folder } first, then { id, image: ImageBitmap, faces };
// answers { id, faces: [[{ x, y, z } x 478] ...] } or { id, error }.

// It takes the way of a page (in the worker's own way it forgets to make its canvas): scripts are appended
// to a body, and load.
self.window = self
self.document = {
  createElement(name) {
    if (name === 'canvas') return new OffscreenCanvas(1, 1)
    const element = { load: () => {}, src: '' }
    element.setAttribute = (attribute, value) => {
      element[attribute] = value
    }
    element.addEventListener = (event, listener) => {
      element[event] = listener
    }
    return element
  },
  getElementById: () => null,
  querySelector: () => null,
  addEventListener() {},
  removeEventListener() {},
  body: {
    appendChild(script) {
      importScripts(script.src)
      queueMicrotask(() => script.load())
    },
  },
}

let solution = null
let found = []
let asked = 1

async function start(folder) {
  importScripts(`${folder}face_mesh.js`)
  solution = new self.FaceMesh({ locateFile: (name) => folder + name })
  solution.onResults((results) => {
    found = results.multiFaceLandmarks ?? []
  })
  await configure(1)
  await solution.initialize()
}

async function configure(faces) {
  asked = faces
  // Without a memory of the last picture: each is a picture of its own.
  solution.setOptions({
    maxNumFaces: faces,
    refineLandmarks: true,
    selfieMode: false,
    // Faster and steadier than a GPU that may be a software one.
    useCpuInference: true,
    minDetectionConfidence: 0.5,
    minTrackingConfidence: 0.5,
  })
}

async function detect({ image, faces, still }) {
  if (faces !== asked) await configure(faces)
  if (still) solution.reset()
  found = []
  await solution.send({ image })
  image.close()
  return found.map((face) => face.map(({ x, y, z }) => ({ x, y, z })))
}

// One after another: the solution has one state.
let queue = Promise.resolve()
self.onmessage = ({ data }) => {
  queue = queue.then(async () => {
    try {
      const answer = data.start ? await start(data.start) : await detect(data)
      self.postMessage({ id: data.id, faces: answer ?? [] })
    } catch (error) {
      self.postMessage({ id: data.id, error: String(error) })
    }
  })
}
