import { ChevronDown, ChevronUp, Pause, Play, SkipBack, StepBack, StepForward, Volume2, VolumeX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { soundCues } from '../../../project/sounds'
import { useCommands, useStudio } from '../../react'
import { low, useMedia } from '../media'
import { setPanels, usePanels } from '../panels'
import { IconButton } from '../parts/button'
import { useStudioStore } from '../use-studio'
import { Ruler } from './ruler'
import { Thumbnails } from './thumbnails'
import styles from './timeline.module.css'
import { Tracks } from './tracks'

/** Time: play-back, the frame that is shown, and when each control does what it does. */
export function Timeline() {
  const { t } = useTranslation()
  const commands = useCommands()
  const open = useStudio((state) => state.project !== null)
  const playing = useStudio((state) => state.playing)
  const isLow = useMedia(low)
  const unfolded = usePanels((state) => state.timeline) ?? !isLow
  const store = useStudioStore()
  const step = (by: number) => {
    commands.play(false)
    commands.seek(store.getState().frame + by)
  }
  return (
    <section className={styles.timeline} aria-label={t('timeline.name')} data-folded={!unfolded || undefined}>
      <div className={styles.head}>
        <div className={styles.transport}>
          <IconButton
            label={t('timeline.start')}
            keys="Home"
            side="top"
            disabled={!open}
            onClick={() => commands.seek(0)}
          >
            <SkipBack size={16} />
          </IconButton>
          <IconButton label={t('timeline.back')} keys="," side="top" disabled={!open} onClick={() => step(-1)}>
            <StepBack size={16} />
          </IconButton>
          <IconButton
            label={t(playing ? 'timeline.pause' : 'timeline.play')}
            keys={t('keys.space')}
            side="top"
            className={styles.play}
            disabled={!open}
            onClick={() => commands.play(!playing)}
          >
            {playing ? <Pause size={18} fill="currentColor" /> : <Play size={18} fill="currentColor" />}
          </IconButton>
          <IconButton label={t('timeline.forward')} keys="." side="top" disabled={!open} onClick={() => step(1)}>
            <StepForward size={16} />
          </IconButton>
          <Mute />
        </div>
        {open && <Time />}
        <IconButton
          label={t(unfolded ? 'timeline.fold' : 'timeline.unfold')}
          side="top"
          aria-expanded={unfolded}
          onClick={() => setPanels({ timeline: !unfolded })}
        >
          {unfolded ? <ChevronDown size={16} /> : <ChevronUp size={16} />}
        </IconButton>
      </div>
      {open && (
        <div className={styles.body}>
          <Ruler />
          <Thumbnails />
          {unfolded && <Tracks />}
        </div>
      )}
    </section>
  )
}

/** Whether the sound of what drives a face is heard here; only where there is one. */
function Mute() {
  const { t } = useTranslation()
  const commands = useCommands()
  const muted = useStudio((state) => state.muted)
  const sounds = useStudio((state) => state.project !== null && soundCues(state.project).length > 0)
  if (!sounds) return null
  return (
    <IconButton
      label={t('timeline.mute')}
      keys="S"
      side="top"
      pressed={muted}
      onClick={() => commands.set({ muted: !muted })}
    >
      {muted ? <VolumeX size={16} /> : <Volume2 size={16} />}
    </IconButton>
  )
}

/** Now, and how long the clip is. */
function Time() {
  const { t } = useTranslation()
  const frame = useStudio((state) => state.frame)
  const settings = useStudio((state) => state.project?.settings)
  if (!settings) return null
  return (
    <p className={styles.time}>
      <span className={styles.now}>{(frame / settings.fps).toFixed(2)}</span>
      <span>{t('timeline.of', { seconds: (settings.frameCount / settings.fps).toFixed(2) })}</span>
      <span className={styles.frameNumber}>
        {t('timeline.frame', { frame: frame + 1, count: settings.frameCount })}
      </span>
    </p>
  )
}
