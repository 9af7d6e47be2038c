/** A browser that can keep a small window on top of all others, which the declarations lack. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>
}

/** A window of its own that shows pictures and nothing else. */
export interface CleanWindow {
  /** Shows a picture; takes it over. */
  show(picture: ImageBitmap): void
  colour(colour: string | null): void
  /** Pixels of its longer side. */
  side(): number
  /** Calls once when it is ready to show the next picture; also while the page itself is hidden. */
  next(callback: () => void): void
  close(): void
}

/**
 * Opens it, on top of other windows where the browser can. Called by what a person does: other windows are blocked.
 * @param onClosed it was closed by its own cross
 * @returns null: the browser did not let it open
 */
export async function openCleanWindow(
  title: string,
  size: { width: number; height: number },
  onClosed: () => void,
): Promise<CleanWindow | null> {
  const { documentPictureInPicture } = globalThis as { documentPictureInPicture?: PictureInPicture }
  const popup =
    (await documentPictureInPicture?.requestWindow(size).catch(() => null)) ??
    window.open('', 'kinora-portrait', `popup,width=${size.width},height=${size.height}`)
  if (!popup) return null
  const page = popup.document
  page.title = title
  page.body.style.cssText = 'margin:0;height:100vh;overflow:hidden;background:#000'
  const canvas = page.createElement('canvas')
  canvas.style.cssText = 'display:block;width:100%;height:100%;object-fit:contain'
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', title)
  page.body.replaceChildren(canvas)
  const context = canvas.getContext('bitmaprenderer')
  popup.addEventListener('pagehide', onClosed)
  return {
    show(picture) {
      if (canvas.width !== picture.width) canvas.width = picture.width
      if (canvas.height !== picture.height) canvas.height = picture.height
      context?.transferFromImageBitmap(picture)
    },
    colour(colour) {
      page.body.style.background = colour ?? '#000'
    },
    side: () => Math.max(popup.innerWidth, popup.innerHeight) * popup.devicePixelRatio,
    next: (callback) => void popup.requestAnimationFrame(callback),
    close() {
      popup.removeEventListener('pagehide', onClosed)
      popup.close()
    },
  }
}
