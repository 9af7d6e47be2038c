import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import styles from './stage.module.css'

/** The still over the moving picture: all of it while a key is held, or what lies left of a slider. */
export function Compare() {
  const { t } = useTranslation()
  const commands = useCommands()
  const compare = useStudio((state) => state.compare)
  const showStill = useStudio((state) => state.showStill || state.picking)
  const at = showStill ? 1 : (compare?.at ?? 0)
  const slide = (event: React.PointerEvent<HTMLInputElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!compare || !box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
    commands.set({ compare: { ...compare, at: share } })
  }
  const keep = (event: React.SyntheticEvent) => event.stopPropagation()
  return (
    <>
      {compare?.with === 'render' && <Rendered />}
      {at > 0 && <Still at={at} />}
      {compare && !showStill && (
        <>
          <div className={styles.divider} style={{ left: `${compare.at * 100}%` }} aria-hidden="true">
            <span>{t('compare.still')}</span>
            <span>{t(`compare.${compare.with}`)}</span>
          </div>
          <input
            type="range"
            className={styles.dividerHandle}
            style={{ left: `${compare.at * 100}%` }}
            aria-label={t('compare.slider')}
            aria-valuetext={t('unit.percent', { value: Math.round(compare.at * 100) })}
            min={0}
            max={1}
            step={0.01}
            value={compare.at}
            onChange={(event) => commands.set({ compare: { ...compare, at: Number(event.target.value) } })}
            onPointerDown={(event) => {
              event.preventDefault()
              keep(event)
              event.currentTarget.focus()
              event.currentTarget.setPointerCapture(event.pointerId)
            }}
            onPointerMove={(event) => {
              keep(event)
              slide(event)
            }}
            onPointerUp={keep}
          />
        </>
      )}
    </>
  )
}

/**
 * The still below the moving picture, so that there is something to see before the first frame has been
 * drawn. What is partly clear would show through later: such a picture has it only until then.
 */
export function Backing() {
  const opaque = useStudio((state) => state.project?.picture.type === 'image/jpeg')
  const waiting = useStudio((state) => state.engine.status === 'loading')
  return opaque || waiting ? <Still at={1} below /> : null
}

function Still({ at, below }: { at: number; below?: boolean }) {
  const still = useStudio((state) => state.still)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (still) show(canvas.current, still)
  }, [still])
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      style={{ clipPath: `inset(0 ${100 - at * 100}% 0 0)` }}
      data-below={below || undefined}
    />
  )
}

/** The last render's frame; one is asked for at a time, and the latest wins. */
function Rendered() {
  const commands = useCommands()
  const frame = useStudio((state) => state.frame)
  const lastRender = useStudio((state) => state.lastRender)
  const canvas = useRef<HTMLCanvasElement>(null)
  const asked = useRef<{ wish: number | null; busy: boolean }>({ wish: null, busy: false })

  useEffect(() => {
    if (!lastRender) return
    const desk = asked.current
    desk.wish = frame
    if (desk.busy) return
    desk.busy = true
    const work = async () => {
      while (desk.wish !== null) {
        const index = desk.wish
        desk.wish = null
        try {
          const bitmap = await commands.frame(index)
          show(canvas.current, bitmap)
          bitmap.close()
        } catch {
          // The render has gone stale; the slider goes back to the preview by itself.
        }
      }
      desk.busy = false
    }
    void work()
  }, [frame, lastRender, commands])

  useEffect(() => {
    if (!lastRender) commands.set({ compare: null })
  }, [lastRender, commands])

  return <canvas ref={canvas} className={styles.picture} />
}

function show(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap) {
  if (!canvas) return
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
}
