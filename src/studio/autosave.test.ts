import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Project } from '../project/project'
import { defaultSettings } from '../project/settings'
import { createAutosave } from './autosave'
import { createHistory } from './history'
import { createStudioStore } from './store'

const project = (name: string): Project => ({
  format: 'kinora',
  version: 1,
  name,
  picture: { width: 4, height: 4, type: 'image/png', sha256: '0'.repeat(64) },
  controls: [],
  settings: defaultSettings,
})

function studio(save: (project: Project) => Promise<void>) {
  const store = createStudioStore()
  return { store, history: createHistory(store), autosave: createAutosave(store, save) }
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('saves within a second of a change, even when changes go on', async () => {
    const names: string[] = []
    const { store, history } = studio(async ({ name }) => void names.push(name))
    for (let i = 0; i < 10; i++) {
      history.change(project(`${i}`))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(names.length).toBeGreaterThanOrEqual(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(names.at(-1)).toBe('9')
    expect(store.getState().saved).toBe('saved')
  })

  it('saves what undo brings back', async () => {
    const names: string[] = []
    const { history } = studio(async ({ name }) => void names.push(name))
    history.change(project('a'))
    await vi.advanceTimersByTimeAsync(1000)
    history.change(project('b'))
    await vi.advanceTimersByTimeAsync(1000)
    history.undo()
    await vi.advanceTimersByTimeAsync(1000)
    expect(names).toEqual(['a', 'b', 'a'])
  })

  it('does not save a gesture that is not finished', async () => {
    const save = vi.fn(async () => {})
    const { store, history } = studio(save)
    history.change(project('a'))
    await vi.advanceTimersByTimeAsync(1000)
    store.setState({ gesture: [] })
    await vi.advanceTimersByTimeAsync(2000)
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('saves at once when the page goes, and what changed while it saved after that', async () => {
    const names: string[] = []
    let finish = () => {}
    const { history, autosave } = studio(({ name }) => {
      names.push(name)
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    history.change(project('a'))
    const flushed = autosave.flush()
    expect(names).toEqual(['a'])
    history.change(project('b'))
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(names).toEqual(['a', 'b'])
    finish()
    await flushed
  })

  it('says when it fails, and tries again when asked to', async () => {
    let full = true
    const { store, history } = studio(async () => {
      if (full) throw new DOMException('no room', 'QuotaExceededError')
    })
    history.change(project('a'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.getState().saved).toBe('failed')
    const notice = store.getState().notices.at(-1)
    expect(notice).toMatchObject({ kind: 'error', key: 'error.disk-full', action: { key: 'action.retry' } })
    full = false
    notice?.action?.run()
    await vi.advanceTimersByTimeAsync(0)
    expect(store.getState().saved).toBe('saved')
  })
})
