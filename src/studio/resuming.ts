import type { RenderStats } from '../bridge/engine'
import type { KinoraError } from '../core/errors'
import type { Engine } from './engine'
import { statusNotice, withNotice } from './notices'
import type { Renders } from './renders'
import type { StudioState } from './state'
import type { StudioStore } from './store'

/** Deaths of the engine after which the same render can be tried again. */
const survivable = new Set<KinoraError['code']>(['worker-crashed', 'device-lost'])

/**
 * Goes on with renders that were interrupted. One that died with its engine goes on as soon as the engine
 * has been started again; of one that another visit left behind, the studio says so and offers to go on.
 */
export function createResuming(store: StudioStore, engine: Engine, renders: Renders): void {
  let died: { picture: string; options: { learned?: boolean } } | null = null
  let asked: string | null = null

  const goOn = (options: { learned?: boolean }) =>
    void renders.render(options).then(say, () => {
      // The engine has said what was wrong with it; other refusals show when Render is pressed.
    })
  const say = ({ frames, milliseconds }: RenderStats) => {
    const seconds = (milliseconds.total / 1000).toFixed(1)
    const notice = statusNotice('status.rendered', { frames, seconds })
    store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
  }

  /** Once for each picture and each start of the engine. */
  const offer = async (project: NonNullable<StudioState['project']>) => {
    const found = await engine.ask((api) => api.unfinished(project)).catch(() => null)
    const now = store.getState()
    if (!found || now.work || now.project?.picture.sha256 !== project.picture.sha256) return
    const action = { key: 'action.goOn', run: () => goOn({ learned: found.learned || undefined }) } as const
    const notice = statusNotice('status.unfinished', { percent: Math.round(100 * found.share) }, action)
    store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
  }

  store.subscribe(({ engine: { status, error }, project, work }, before) => {
    if (status === 'failed' && before.engine.status !== 'failed') {
      const rendering = before.work?.kind === 'render' && error && survivable.has(error.code) && project
      died = rendering ? { picture: project.picture.sha256, options: renders.asked() } : null
      asked = null
    }
    if (status !== 'ready' || !project || work || asked === project.picture.sha256) return
    asked = project.picture.sha256
    const mine = died?.picture === asked ? died : null
    died = null
    if (mine) goOn(mine.options)
    else if (project.settings.quality === 'full') void offer(project)
  })
}
