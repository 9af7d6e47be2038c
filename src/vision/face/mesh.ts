import { startSolution } from '../solution/solution'
import { type Landmarker, landmarksOf } from './landmarker'

/** Landmarks by the face mesh that comes with the studio. @throws `vision-unavailable` */
export async function meshLandmarker(folder: string): Promise<Landmarker> {
  const solution = await startSolution('face_mesh', folder)
  return {
    detect: async (image, faces, still, looks) =>
      ((await solution.ask(image, still, faces, looks)) ?? []).map(landmarksOf),
    close: () => solution.close(),
  }
}
