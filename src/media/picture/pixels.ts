import type { Picture } from '../../core/image'
import { unreadable } from './bytes'

/**
 * The pixels of a bitmap with straight alpha. A 2D canvas keeps colours multiplied by alpha, which is exact
 * where all is opaque; elsewhere they are read through WebGL, which leaves them as they are.
 * @param straight whether the bitmap was made without multiplying its colours by alpha.
 */
export function readPixels(bitmap: ImageBitmap, straight: boolean): Picture {
  const picture = readFromCanvas(bitmap)
  return !straight || isOpaque(picture) ? picture : (readFromTexture(bitmap) ?? picture)
}

function readFromCanvas(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' })
  if (!context) throw unreadable('broken')
  context.globalCompositeOperation = 'copy'
  context.drawImage(bitmap, 0, 0)
  return { width, height, data: context.getImageData(0, 0, width, height).data as Uint8ClampedArray<ArrayBuffer> }
}

function isOpaque({ data }: Picture): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false
  return true
}

/** null where there is no WebGL or the bitmap is too big for it. */
function readFromTexture(bitmap: ImageBitmap): Picture | null {
  const { width, height } = bitmap
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { alpha: true, premultipliedAlpha: false })
  if (!gl) return null
  try {
    if (Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return null
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE)
    const texture = gl.createTexture()
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap)
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer())
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
    const bytes = new Uint8Array(width * height * 4)
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
    return gl.getError() === gl.NO_ERROR ? { width, height, data: new Uint8ClampedArray(bytes.buffer) } : null
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}
