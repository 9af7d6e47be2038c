import type { ControlInput } from '../controls/registry'
import { jointsOf } from '../core/body/measure'
import { KinoraError } from '../core/errors'
import type { Ports } from './ports'
import type { StudioStore } from './store'

/**
 * A body that is to be found before it can do anything: with its joints and its figure, so that the project
 * needs no detector ever after. Any other control as it is.
 * @throws `body-not-found`, `vision-unavailable`
 */
export async function withJoints(
  control: ControlInput,
  store: StudioStore,
  findBody: Ports['findBody'],
): Promise<ControlInput> {
  if (control.kind !== 'body' || control.joints) return control
  const { still, project } = store.getState()
  if (!still || !project) throw new KinoraError('nothing-open')
  const { width, height, sha256 } = project.picture
  const found = await findBody(still, control.at ? { x: control.at.x / width, y: control.at.y / height } : null)
  if (!found) throw new KinoraError('body-not-found')
  if (store.getState().project?.picture.sha256 !== sha256) throw new KinoraError('cancelled')
  const rounded = (value: number, size: number) => Math.round(value * size * 10) / 10
  const joints = jointsOf(found.landmarks).joints.map(({ x, y }) => ({ x: rounded(x, width), y: rounded(y, height) }))
  return { ...control, joints, ...(found.figure && { figure: found.figure }) }
}
