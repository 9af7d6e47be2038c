import { Brush, Lasso, MousePointerClick, RefreshCw, SquareDashed, SquareMinus, SquarePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type RegionAim, type RegionWay, regionAims, regionWays } from '../../../controls/region/tool'
import { useCommands, useStudio } from '../../react'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { SliderPart } from '../parts/slider-part'
import { useGuessed } from '../use-guessed'
import { useAttempt } from '../use-studio'
import { largestBrush, smallestBrush } from './brush-fields'
import styles from './rail.module.css'

const wayIcons: Record<RegionWay, typeof Lasso> = { click: MousePointerClick, lasso: Lasso, paint: Brush }
const aimIcons: Record<RegionAim, typeof Lasso> = { new: SquareDashed, add: SquarePlus, subtract: SquareMinus }

/** Takes another guess, wherever nothing is typed. */
const anotherKey = 'G'

/** With what the region tool selects, and whether that is a new thing, more of one or less. */
export function RegionFields() {
  const { t } = useTranslation()
  const commands = useCommands()
  const region = useStudio((state) => state.region)
  const brush = useStudio((state) => state.brush)
  const change = (part: Partial<typeof region>) => commands.set({ region: { ...region, ...part } })
  const guessed = useGuessed()
  const attempt = useAttempt()
  const icon = (Icon: typeof Lasso) => <Icon size={16} aria-hidden="true" />
  return (
    <div className={styles.region}>
      <Choice
        quiet
        label={t('regionTool.way')}
        value={region.way}
        options={regionWays.map((value) => ({ value, label: t(`regionWay.${value}`), icon: icon(wayIcons[value]) }))}
        onChange={(way) => change({ way })}
      />
      <Choice
        quiet
        label={t('regionTool.aim')}
        value={region.aim}
        options={regionAims.map((value) => ({ value, label: t(`regionAim.${value}`), icon: icon(aimIcons[value]) }))}
        onChange={(aim) => change({ aim })}
      />
      {guessed && (
        <Button
          look="quiet"
          aria-keyshortcuts={anotherKey}
          onClick={() => void attempt(() => commands.guessAgain(guessed))}
        >
          <RefreshCw size={16} aria-hidden="true" />
          {t('regionTool.another')}
        </Button>
      )}
      {region.way === 'paint' && (
        <SliderPart
          label={t('brush.size')}
          value={brush.size}
          min={smallestBrush}
          max={largestBrush}
          step={1}
          text={(value) => t('unit.pixels', { value })}
          onChange={(size) => commands.set({ brush: { ...brush, size } })}
        />
      )}
    </div>
  )
}
