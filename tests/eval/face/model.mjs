// The same by the model that a person can give as a file, in ../shared/models here.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeDialog, complete, openDialog } from '../../browser/model-hands.mjs'
import { selfReenactment } from './self.mjs'
import { root } from './stage.mjs'

export async function byModel(stage) {
  const file = join(root, '../shared/models/face_landmarker.task')
  if (!existsSync(file)) throw new Error(`${file} is not there`)
  const dialog = await openDialog(stage.page)
  await dialog
    .locator('input[aria-label="Choose files"]')
    .setInputFiles({ name: 'face_landmarker.task', mimeType: 'application/octet-stream', buffer: readFileSync(file) })
  await complete(dialog, 'face-landmarker')
  await closeDialog(stage.page)
  const { head, rows } = await selfReenactment(stage)
  return {
    title: 'Self-reenactment by the model given as a file',
    notes:
      'As above, with faces found and followed by face_landmarker.task; measured by the detector that comes with the studio.',
    head,
    rows,
  }
}
