// Writes ONNX files: as much of the format (onnx.proto3) as a handful of operators needs.

const kinds = { float: 1, int64: 7 }
const opset = 17

function varint(value) {
  const bytes = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    const more = rest > 127n
    bytes.push(Number(rest & 127n) | (more ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Buffer.from(bytes)
}

/** A field of a message: a number, or bytes (a text, a message) with their length. */
function field(number, value) {
  if (typeof value === 'number' || typeof value === 'bigint') return Buffer.concat([varint(number << 3), varint(value)])
  const bytes = Buffer.from(value)
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes])
}

const message = (...fields) => Buffer.concat(fields.flat())

function attribute([name, value]) {
  if (Array.isArray(value))
    return message(
      field(1, name),
      value.map((it) => field(8, it)),
      field(20, 7),
    )
  if (typeof value === 'string') return message(field(1, name), field(4, value), field(20, 3))
  return message(field(1, name), field(3, value), field(20, 2))
}

const node = ({ type, inputs, output, attributes = {} }) =>
  message(
    inputs.map((name) => field(1, name)),
    field(2, output),
    field(4, type),
    Object.entries(attributes).map((it) => field(5, attribute(it))),
  )

/** @param shape numbers, and texts for what is known only when it runs */
const value = (name, shape) => {
  const extents = shape.map((extent) => field(1, field(typeof extent === 'number' ? 1 : 2, extent)))
  return message(field(1, name), field(2, field(1, message(field(1, kinds.float), field(2, message(extents))))))
}

const raw = (kind, numbers) =>
  Buffer.from((kind === 'float' ? Float32Array.from(numbers) : BigInt64Array.from(numbers.map(BigInt))).buffer)

/** A tensor inside of the file, or at a place of one beside it. */
function tensor(name, { kind = 'float', shape, numbers, external }) {
  const held = external
    ? [
        ...Object.entries(external).map(([key, told]) => field(13, message(field(1, key), field(2, String(told))))),
        field(14, 1),
      ]
    : [field(9, raw(kind, numbers))]
  return message(
    shape.map((extent) => field(1, extent)),
    field(2, kinds[kind]),
    field(8, name),
    held,
  )
}

/**
 * A model's bytes.
 * @param nodes { type, inputs, output, attributes }, in the order in which they run
 * @param tensors by name: { kind, shape, numbers } or, of a file beside it, { shape, external: { location, offset, length } }
 * @param inputs, outputs shapes by name
 */
export function onnx({ nodes, tensors = {}, inputs, outputs }) {
  const graph = message(
    nodes.map((it) => field(1, node(it))),
    field(2, 'graph'),
    Object.entries(tensors).map(([name, it]) => field(5, tensor(name, it))),
    Object.entries(inputs).map(([name, shape]) => field(11, value(name, shape))),
    Object.entries(outputs).map(([name, shape]) => field(12, value(name, shape))),
  )
  return message(field(1, 8), field(7, graph), field(8, message(field(1, ''), field(2, opset))))
}
