/** A model of one file that is no pack: what it is, so that nobody has to describe it. */
export interface KnownModel {
  id: string
  name: string
  version: string
  licence: string
  file: { path: string; bytes: number; sha256: string }
  /** Where its maker has published it. */
  address: string
}

/** The model that finds faces better than what comes with the studio, published with MediaPipe. */
export const faceModel: KnownModel = {
  id: 'face-landmarker-1.0.0-64184e22',
  name: 'face-landmarker',
  version: '1.0.0',
  licence: 'Apache-2.0',
  file: {
    path: 'face_landmarker.task',
    bytes: 3758596,
    sha256: '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff',
  },
  address:
    'https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task',
}
