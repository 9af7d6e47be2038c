import type { OpenCv } from './segment/grabcut'

/** OpenCV, 13 MB with its WebAssembly: fetched when first needed. It builds functions from text (see src/evaluating.json). */
export async function loadOpenCv(): Promise<OpenCv> {
  const { library } = await import('./opencv-library')
  return library.loading
}
