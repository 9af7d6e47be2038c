import template from './template.json'

/**
 * The mean face, [478, 3]: x to the picture's right, y down, z away from the eye that looks. The unit is
 * the distance of the outer corners of the eyes, between which the origin lies. Symmetric, lips closed,
 * no expression. `scripts/face-template` made it from landmarks found in pictures.
 */
export const templateFace: Float32Array = Float32Array.from(template.landmarks, (value) => value / template.unit)
