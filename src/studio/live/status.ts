import type { LiveState } from '../../controls/face/live'
import type { StudioStore } from '../store'

/** What the page knows of a device that drives a face, as it changes; nothing while none does. */
export interface LiveStatus {
  begin(control: string, source: LiveState['source']): void
  set(change: Partial<LiveState>): void
  /** Milliseconds of parts. */
  took(parts: Partial<LiveState['milliseconds']>): void
  phase(): LiveState['phase'] | undefined
  end(): void
}

export function createStatus(store: StudioStore): LiveStatus {
  return {
    begin: (control, source) =>
      store.setState({
        live: {
          control,
          source,
          phase: 'starting',
          count: 0,
          recorded: 0,
          present: false,
          settling: false,
          milliseconds: { detect: 0, measure: 0, deform: 0, draw: 0 },
        },
      }),
    set: (change) => store.setState(({ live }) => ({ live: live && { ...live, ...change } })),
    took: (parts) =>
      store.setState(({ live }) => ({ live: live && { ...live, milliseconds: { ...live.milliseconds, ...parts } } })),
    phase: () => store.getState().live?.phase,
    end() {
      if (store.getState().live) store.setState({ live: null, pace: 1 })
    },
  }
}
