// Which landmark is what, in the numbering of 478 (468 of the skin, 5 of each iris). Left and right are the
// subject's: the subject's left is on the right of a picture that looks at it.

export const landmarkCount = 478
/** Those of the skin, which come first; the irises' follow. */
export const skinCount = 468

/** Contour of the face, clockwise on the screen from the top of the forehead. */
export const oval = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const

/** Rows of the lips from the right corner of the mouth to the left one; `inner` is where the lips meet. */
export const lips = {
  upperOuter: [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291],
  upperMiddle: [76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306],
  upperNear: [62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292],
  upperInner: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
  lowerInner: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
  lowerNear: [62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292],
  lowerMiddle: [76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306],
  lowerOuter: [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291],
} as const

/** One eye: its lids from the outer corner to the inner one, the rows of skin around them, and its iris. */
export interface EyePoints {
  upper: readonly number[]
  lower: readonly number[]
  /** Rows above the upper lid and below the lower one, going away from it. */
  above: readonly (readonly number[])[]
  below: readonly (readonly number[])[]
  /** Centre, then right, top, left, bottom of the rim. */
  iris: readonly number[]
}

export const eyes: { right: EyePoints; left: EyePoints } = {
  right: {
    upper: [33, 246, 161, 160, 159, 158, 157, 173, 133],
    lower: [33, 7, 163, 144, 145, 153, 154, 155, 133],
    above: [
      [130, 247, 30, 29, 27, 28, 56, 190, 243],
      [226, 113, 225, 224, 223, 222, 221, 189, 244],
    ],
    below: [
      [130, 25, 110, 24, 23, 22, 26, 112, 243],
      [226, 31, 228, 229, 230, 231, 232, 233, 244],
    ],
    iris: [468, 469, 470, 471, 472],
  },
  left: {
    upper: [263, 466, 388, 387, 386, 385, 384, 398, 362],
    lower: [263, 249, 390, 373, 374, 380, 381, 382, 362],
    above: [
      [359, 467, 260, 259, 257, 258, 286, 414, 463],
      [446, 342, 445, 444, 443, 442, 441, 413, 464],
    ],
    below: [
      [359, 255, 339, 254, 253, 252, 256, 341, 463],
      [446, 261, 448, 449, 450, 451, 452, 453, 464],
    ],
    iris: [473, 474, 475, 476, 477],
  },
}

/** Points that no expression moves: by them a head's pose is found. */
export const rigid = [
  33, 263, 133, 362, 168, 6, 197, 195, 5, 10, 151, 9, 8, 109, 338, 234, 454, 127, 356, 162, 389, 21, 251, 54, 284,
] as const
