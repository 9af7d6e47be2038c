import { fitLongSide, type Size } from '../core/geometry'
import type { FreezeHint } from '../core/hint'
import type { Picture, Plane } from '../core/image'
import { createPicture } from '../core/image'
import { maskToPlane } from '../core/mask'
import { cutHead } from './face/cut'
import { isOpaque, resizePicture, resizePlane, sampledPixel, samplePicture } from './filters/resample'
import { carriedPlate } from './plate/fill'
import { type LayerTexture, layerTexture, type PixelBox, textureBox } from './texture'
import type { Head, Hidden, MotionField, Pixels } from './types'

/** All that frames of one size have in common. */
export interface Prepared {
  size: Size
  still: Picture
  /** The still with the fill in what is lifted, 0 nowhere, softly at its border. */
  plate: Picture
  layers: LayerTexture[]
  /** Frozen share of each pixel, 0..255; null: nothing is frozen. */
  freeze: Uint8Array<ArrayBuffer> | null
  lifted: Plane
  opaque: boolean
  heads: (PreparedHead | null)[]
  /** The still is another one, changed within some boxes; null: it is as it was given. */
  drawn: { over: Picture; boxes: readonly PixelBox[] } | null
}

/** A head, and what shows where it has been. */
export interface PreparedHead {
  texture: LayerTexture
  plate: Picture
  lifted: Plane
}

/** What was made of a thing, for the last few sizes: a preview goes to and fro between two. */
class Kept<Key extends object, Value> {
  private readonly entries = new WeakMap<Key, { fits: (value: Value) => boolean; value: Value }[]>()

  get(key: Key, fits: (value: Value) => boolean, make: () => Value): Value {
    const list = this.entries.get(key) ?? []
    const known = list.find((entry) => fits(entry.value))
    if (known) return known.value
    const value = make()
    this.entries.set(key, [{ fits, value }, ...list].slice(0, 2))
    return value
  }
}

interface PlateAtSize {
  still: Picture
  source: Picture | null
  plate: Picture
  lifted: Plane
}

const resized = new Kept<Picture, Picture>()
const textures = new Kept<Plane, { still: Picture; hidden: Hidden | null; texture: LayerTexture }>()
const plates = new Kept<Plane, PlateAtSize>()
const freezes = new Kept<Plane, { size: Size; data: Uint8Array<ArrayBuffer> }>()
const opaques = new WeakMap<Picture, boolean>()

/** Makes (or finds, when made before) what frames of a size are drawn from. Other paths change nothing of it. */
export function prepare(field: MotionField, pixels: Pixels, size: Size): Prepared {
  const still = atSize(pixels.still, size)
  let opaque = opaques.get(still)
  if (opaque === undefined) {
    opaque = isOpaque(still)
    opaques.set(still, opaque)
  }
  const { plate, lifted } = preparePlate(field.lifted, still, pixels.plate, size)
  return {
    size,
    still,
    plate,
    lifted,
    layers: field.layers.map(
      (layer) =>
        textures.get(
          layer.alpha,
          (known) =>
            known.still === still &&
            known.hidden === layer.hidden &&
            sameBox(known.texture, textureBox(layer, field.picture, still)),
          () => ({ still, hidden: layer.hidden, texture: layerTexture(layer, still, field) }),
        ).texture,
    ),
    freeze: field.freeze ? prepareFreeze(field.freeze, field.freezes, size) : null,
    opaque,
    heads: field.heads.map((head) => head && prepareHead(head, still, plate, lifted, field.picture)),
    drawn: null,
  }
}

function prepareHead(head: Head, still: Picture, plate: Picture, lifted: Plane, picture: Size): PreparedHead {
  const { texture } = textures.get(
    head.alpha,
    (known) => known.still === still,
    () => ({
      still,
      hidden: null,
      texture: cutHead(head, still, (head.crown * still.height) / picture.height),
    }),
  )
  return head.shared ? { texture, plate, lifted } : { texture, ...preparePlate(head.lifted, still, null, still) }
}

function atSize(picture: Picture, size: Size): Picture {
  if (sameSize(picture, size)) return picture
  return resized.get(
    picture,
    (known) => sameSize(known, size),
    () => resizePicture(picture, size.width, size.height),
  )
}

function preparePlate(liftedPart: Plane, still: Picture, source: Picture | null, size: Size): PlateAtSize {
  return plates.get(
    liftedPart,
    (known) => known.still === still && known.source === source,
    () => {
      const lifted = resizePlane(liftedPart, size.width, size.height)
      const fill = source ?? quickPlate(still, lifted)
      const whole = source && sameSize(source, size) ? source : null
      const [perX, perY] = [fill.width / size.width, fill.height / size.height]
      const plate = createPicture(size.width, size.height)
      plate.data.set(still.data)
      for (let i = 0; i < lifted.data.length; i++) {
        const share = lifted.data[i] as number
        if (share === 0) continue
        if (!whole) samplePicture(fill, ((i % size.width) + 0.5) * perX, (Math.floor(i / size.width) + 0.5) * perY)
        for (let c = 0; c < 4; c++) {
          const shown = whole ? (whole.data[4 * i + c] as number) : (sampledPixel[c] as number)
          plate.data[4 * i + c] = (still.data[4 * i + c] as number) * (1 - share) + shown * share
        }
      }
      return { still, source, plate, lifted }
    },
  )
}

/** Found on a small picture: it is smooth anyway. */
function quickPlate(still: Picture, lifted: Plane): Picture {
  const small = fitLongSide(still, 192)
  return carriedPlate(atSize(still, small), resizePlane(lifted, small.width, small.height))
}

/** From the masks themselves, so that what is wholly frozen is so to the pixel at every size. */
function prepareFreeze(freeze: Plane, hints: readonly FreezeHint[], size: Size): Uint8Array<ArrayBuffer> {
  return freezes.get(
    freeze,
    (known) => sameSize(known.size, size),
    () => {
      const data = new Uint8Array(size.width * size.height)
      for (const { mask } of hints) {
        const plane = maskToPlane(mask, size.width, size.height)
        for (let i = 0; i < data.length; i++)
          data[i] = Math.max(data[i] as number, Math.round(255 * (plane.data[i] as number)))
      }
      return { size, data }
    },
  ).data
}

function sameBox({ x, y, pixels }: LayerTexture, box: ReturnType<typeof textureBox>): boolean {
  return x === box.x && y === box.y && sameSize(pixels, box)
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height
}
