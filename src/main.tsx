import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { keepForOffline, startOffline } from './studio/offline'
import { StudioContext } from './studio/react'
import { createStudio } from './studio/studio'
import { App } from './studio/ui/app'
import './studio/ui/tokens.css'
import { createWords } from './studio/words/words'

startOffline()
const studio = createStudio()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <I18nextProvider i18n={createWords(studio.store.getState().language)}>
      <StudioContext value={studio}>
        <App />
      </StudioContext>
    </I18nextProvider>,
  )

void studio.start()

const unwatch = studio.store.subscribe(({ engine }) => {
  if (engine.status !== 'ready' || !engine.info) return
  unwatch()
  keepForOffline(engine.info.provider)
})
