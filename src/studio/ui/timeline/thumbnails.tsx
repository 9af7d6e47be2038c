import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import styles from './timeline.module.css'

/** Finished frames of the render, each at its own time, as they come. */
export function Thumbnails() {
  const { t } = useTranslation()
  const commands = useCommands()
  const thumbnails = useStudio((state) => state.thumbnails)
  const rendering = useStudio((state) => state.work !== null)
  const frameCount = useStudio((state) => state.project?.settings.frameCount ?? 1)
  const aspect = useStudio((state) => (state.project ? state.project.picture.width / state.project.picture.height : 1))
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const draw = () => {
      const ratio = devicePixelRatio
      const [width, height] = [element.clientWidth * ratio, element.clientHeight * ratio]
      element.width = width
      element.height = height
      const pen = element.getContext('2d')
      if (!pen) return
      const cell = height * aspect
      const cells = Math.max(1, Math.ceil(width / cell))
      for (let at = 0; at < cells; at++) {
        // The nearest finished frame that belongs to this cell of the strip.
        const from = Math.floor((at * cell * frameCount) / width)
        const to = Math.min(frameCount, Math.ceil(((at + 1) * cell * frameCount) / width))
        const bitmap = thumbnails.slice(from, to).find((one) => one)
        if (bitmap) pen.drawImage(bitmap, at * cell, 0, cell, height)
      }
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [thumbnails, frameCount, aspect])

  if (thumbnails.length === 0 && !rendering) return null
  const done = thumbnails.filter(Boolean).length
  return (
    <div className={styles.line} data-thumbnails>
      <span className={styles.lineName}>
        {rendering ? t('timeline.frames', { done, count: frameCount }) : t('timeline.rendered')}
      </span>
      <canvas
        ref={canvas}
        className={styles.thumbnails}
        role="img"
        aria-label={t('timeline.frames', { done, count: frameCount })}
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          commands.play(false)
          commands.seek(Math.floor(((event.clientX - box.left) / box.width) * frameCount))
          commands.set({ compare: { at: 0, with: 'render' } })
        }}
      />
    </div>
  )
}
