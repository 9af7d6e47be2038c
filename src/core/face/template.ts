import template from './template.json'

/**
 * The mean face, [478, 3]: x to the picture's right, y down, z away from the eye that looks. The unit is
 * the distance of the outer corners of the eyes, between which the origin lies. Symmetric, lips closed,
 * no expression.
 * It is the mean of landmarks that face_mesh found on faces at rest, each turned and scaled to the others
 * (Procrustes), then made symmetric.
 */
export const templateFace: Float32Array = Float32Array.from(template.landmarks, (value) => value / template.unit)
