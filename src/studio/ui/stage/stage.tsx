import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Control } from '../../../project/project'
import { useCommands, useStudio } from '../../react'
import { usePanels } from '../panels'
import { BringingBar } from './bringing'
import { BrushRing } from './brush-ring'
import { Backing, Compare } from './compare'
import { Empty } from './empty'
import { FacePrompt } from './face-prompt'
import { LiveBadge, LiveCount } from './live-badge'
import { MotionOverlay } from './motion-overlay'
import { Overlay } from './overlay'
import { Reach } from './reach'
import styles from './stage.module.css'
import { StageBar } from './stage-bar'
import { Suggestions } from './suggestions'
import { useHand } from './use-hand'
import { useHover } from './use-hover'
import { useKeyboardHand } from './use-keyboard-hand'
import { useView } from './use-view'
import { Welcome } from './welcome'

/** The picture, moving, and over it everything that says what moves. */
export function Stage() {
  const { t } = useTranslation()
  const commands = useCommands()
  const surface = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState<Control[] | null>(null)
  const size = useView(surface)
  const hand = useHand(surface, setDraft)
  const hovering = useHover(surface, hand)
  const cursor = useKeyboardHand(surface, hand)
  const picture = useStudio((state) => state.project?.picture ?? null)
  const view = useStudio((state) => state.view)
  const tool = useStudio((state) => state.tool)
  const stageKey = useStudio((state) => state.stageKey)
  const panning = usePanels((state) => state.panning)
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas) commands.attach(canvas)
    },
    [commands],
  )
  const place = picture
    ? { left: view.x, top: view.y, width: picture.width * view.zoom, height: picture.height * view.zoom }
    : { left: 0, top: 0, width: 1, height: 1 }

  return (
    <section className={styles.stage} aria-label={t('stage.name')}>
      <div
        ref={surface}
        id="stage-surface"
        className={styles.surface}
        role="application"
        aria-label={t('stage.surface')}
        aria-describedby="stage-help"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is worked on with the keyboard too
        tabIndex={0}
        hidden={!picture}
        data-tool={tool}
        data-hovering={hovering ?? undefined}
        data-panning={panning || undefined}
      >
        <div className={styles.frame} style={place}>
          <canvas key={stageKey} ref={attach} className={styles.picture} />
          <Backing />
          <Compare />
          <MotionOverlay />
          <Reach />
        </div>
        {picture && size.width > 0 && <Overlay size={size} draft={draft} cursor={cursor} />}
        <BrushRing surface={surface} cursor={cursor} />
      </div>
      <p id="stage-help" className="visually-hidden">
        {t('stage.help')}
      </p>
      {picture ? (
        <>
          <div className={styles.top}>
            <LiveBadge />
            <BringingBar />
            <Welcome />
            <FacePrompt />
            <Suggestions />
          </div>
          <LiveCount />
          <StageBar />
        </>
      ) : (
        <Empty />
      )}
    </section>
  )
}
