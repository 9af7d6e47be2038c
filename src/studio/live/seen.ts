import type { LiveOptions } from '../../controls/face/live'
import type { FaceState } from '../../controls/face/state'
import type { FaceSight, ImprintMoment } from '../../core/face/imprint/imprint'
import { mirroredImprint } from '../../core/face/imprint/mirror'
import { skinLight } from '../../motion/face/imprint/skin-light'

/** How much of the skin's light is taken over from one picture to the next, so that a camera's grain does not flicker. */
const held = 0.45

/** What a camera's pictures show of mouth and skin, against the neutral's, one after another. */
export function seenMoments(neutral: FaceSight): (sight: FaceSight, mirror: boolean) => ImprintMoment {
  let before: Float32Array | null = null
  return (sight, mirror) => {
    const light = skinLight(neutral, sight)
    const skin = light.map((value, i) => value + held * ((before?.[i] ?? value) - value))
    before = skin
    const moment: ImprintMoment = {
      mouth: Float32Array.from(sight.mouth),
      parted: sight.parted,
      skin,
      lamp: neutral.lamp,
      shares: { mouth: 1, skin: 1 },
    }
    return mirror ? mirroredImprint(moment) : moment
  }
}

/** As much of it as the armed regions take. */
export function armedMoment(moment: ImprintMoment, arms: LiveOptions['arms'], { gains }: FaceState): ImprintMoment {
  const share = (region: 'lips' | 'brows') => (arms[region] ? Math.min(1, gains[region] ?? 1) : 0)
  const [lips, brows] = [share('lips'), share('brows')]
  return { ...moment, shares: { mouth: lips, skin: (lips + brows) / 2 } }
}
