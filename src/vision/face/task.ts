import { FaceLandmarker, FilesetResolver } from '@mediapipe/tasks-vision'
import { type Landmarker, landmarksOf } from './landmarker'

/**
 * Landmarks by a model file that the person has given (`face_landmarker.task`).
 * @param folder address of the runtime's files, on our own origin, without a slash at its end
 */
export async function taskLandmarker(model: Uint8Array, folder: string): Promise<Landmarker> {
  const files = await FilesetResolver.forVisionTasks(folder, true)
  const task = await FaceLandmarker.createFromOptions(files, {
    baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
    numFaces: 6,
    runningMode: 'IMAGE',
  })
  return {
    async detect(image, faces) {
      const { faceLandmarks } = task.detect(image)
      image.close()
      return faceLandmarks.slice(0, faces).map(landmarksOf)
    },
    close: () => task.close(),
  }
}
