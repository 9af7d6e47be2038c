// A classic worker around one of MediaPipe's solutions, which load their parts with `importScripts` and expect
// a little of a page around them. Plain JavaScript: it is shipped as it stands here.
// Takes { id, start: 'face_mesh' | 'pose' | 'selfie_segmentation', folder } first, then { id, image: ImageBitmap,
// faces, still, looks }; answers { id, found } or { id, error }. Found: of a mesh and of a pose [[{ x, y, z } ...] ...]
// (a pose's with visibility), of a segmentation { width, height, data }, 0..255.

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
let kind = ''
let found = null
let asked = 1

const kinds = {
  face_mesh: {
    make: (options) => new self.FaceMesh(options),
    options: () => ({
      maxNumFaces: asked,
      refineLandmarks: true,
      selfieMode: false,
      // Faster and steadier than a GPU that may be a software one.
      useCpuInference: true,
      minDetectionConfidence: 0.5,
      minTrackingConfidence: 0.5,
    }),
    read: ({ multiFaceLandmarks }) =>
      (multiFaceLandmarks ?? []).map((face) => face.map(({ x, y, z }) => ({ x, y, z }))),
  },
  pose: {
    make: (options) => new self.Pose(options),
    options: () => ({
      modelComplexity: 1,
      smoothLandmarks: false,
      selfieMode: false,
      useCpuInference: true,
      minDetectionConfidence: 0.4,
      minTrackingConfidence: 0.5,
    }),
    read: ({ poseLandmarks }) =>
      poseLandmarks ? [poseLandmarks.map(({ x, y, z, visibility }) => ({ x, y, z, visibility }))] : [],
  },
  selfie_segmentation: {
    make: (options) => new self.SelfieSegmentation(options),
    options: () => ({ modelSelection: 0, selfieMode: false }),
    read: ({ segmentationMask }) => maskOf(segmentationMask),
  },
}

/** The mask as it was found, small: it is led by the picture's edges later. */
function maskOf(image) {
  const side = 256
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })
  context.drawImage(image, 0, 0, side, side)
  const { data } = context.getImageData(0, 0, side, side)
  const out = new Uint8Array(side * side)
  for (let i = 0; i < out.length; i++) out[i] = data[4 * i + 3]
  return { width: side, height: side, data: out }
}

async function start(name, folder) {
  kind = kinds[name]
  importScripts(`${folder}${name}.js`)
  solution = kind.make({ locateFile: (file) => folder + file })
  solution.onResults((results) => {
    found = kind.read(results)
  })
  solution.setOptions(kind.options())
  await solution.initialize()
  return null
}

async function detect({ image, faces = 1, still, looks = 1 }) {
  if (faces !== asked) {
    asked = faces
    solution.setOptions(kind.options())
  }
  // Without a memory of the last picture: each is a picture of its own.
  if (still) solution.reset()
  // Each further look begins where the last one has found it.
  for (let look = 0; look < looks; look++) {
    found = null
    await solution.send({ image })
    // Where the first look at a picture finds nothing, none does.
    if (still && !found?.length) break
  }
  image.close()
  return found
}

// One after another: the solution has one state.
let queue = Promise.resolve()
self.onmessage = ({ data }) => {
  queue = queue.then(async () => {
    try {
      const answer = data.start ? await start(data.start, data.folder) : await detect(data)
      self.postMessage({ id: data.id, found: answer })
    } catch (error) {
      self.postMessage({ id: data.id, error: String(error) })
    }
  })
}
