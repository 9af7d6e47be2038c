import { useEffect, useRef } from 'react'
import { frameTime } from '../../../project/timing'
import { useCommands, useStudio } from '../../react'
import { usePanels } from '../panels'
import { motionPicture } from './motion-picture'
import styles from './stage.module.css'

/** The motion made visible over the picture: flow, hints or mask of the frame that is shown. */
export function MotionOverlay() {
  const commands = useCommands()
  const look = usePanels((state) => state.motion)
  const frame = useStudio((state) => (look ? state.frame : 0))
  const project = useStudio((state) => state.project)
  const canvas = useRef<HTMLCanvasElement>(null)
  const desk = useRef({ wish: null as number | null, busy: false })

  useEffect(() => {
    if (!look || !project) return
    const asked = desk.current
    asked.wish = frame
    if (asked.busy) return
    asked.busy = true
    const work = async () => {
      while (asked.wish !== null) {
        const index = asked.wish
        asked.wish = null
        try {
          const { look: now } = { look: usePanels.getState().motion }
          const current = commands.project()
          if (!now) break
          const picture = await motionPicture(
            now,
            await commands.motion(index),
            current,
            frameTime(current.settings, index),
          )
          const element = canvas.current
          if (!element) break
          element.width = picture.width
          element.height = picture.height
          element.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0)
        } catch {
          // What cannot be asked now is asked with the next frame.
        }
      }
      asked.busy = false
    }
    void work()
  }, [look, frame, project, commands])

  if (!look) return null
  return <canvas ref={canvas} className={styles.picture} />
}
