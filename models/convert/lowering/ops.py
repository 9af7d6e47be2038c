"""Operations whose ONNX form is chosen by hand: PyTorch computes one thing, the graph holds one node for it.

The exporter's own forms of reshaping and attention are full of shape
arithmetic and large intermediates; these are single operators that native
WebGPU runs.
"""

import torch
from torch.nn import functional as F


class _Flatten(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.reshape(*x.shape[:2], -1)

    @staticmethod
    def symbolic(g, x):
        return g.op("Reshape", x, g.op("Constant", value_t=torch.tensor([0, 0, -1])))


class _ReshapeLike(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, like):
        return x.reshape(like.shape)

    @staticmethod
    def symbolic(g, x, like):
        return g.op("Reshape", x, g.op("Shape", like))


class _Groups(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, groups):
        return x.reshape(x.shape[0], groups, -1)

    @staticmethod
    def symbolic(g, x, groups):
        return g.op("Reshape", x, g.op("Constant", value_t=torch.tensor([0, groups, -1])))


class _InstanceNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, ones, zeros, eps):
        return F.instance_norm(x, eps=eps)

    @staticmethod
    def symbolic(g, x, ones, zeros, eps):
        return g.op("InstanceNormalization", x, ones, zeros, epsilon_f=eps)


class _MultiHeadAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, query, key, value, heads):
        def by_head(x):
            return x.unflatten(2, (heads, -1)).transpose(1, 2)

        made = F.scaled_dot_product_attention(by_head(query), by_head(key), by_head(value))
        return made.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, query, key, value, heads):
        made = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        made.setType(query.type())
        return made


class _FirstOf(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, step):
        return x[:, :, ::step, ::step].contiguous()

    @staticmethod
    def symbolic(g, x, step):
        def whole(*numbers):
            return g.op("Constant", value_t=torch.tensor(numbers))

        return g.op("Slice", x, whole(0, 0), whole(2**31 - 1, 2**31 - 1), whole(2, 3), whole(step, step))


def flatten(x):
    """[a, b, ...] -> [a, b, rest]."""
    return _Flatten.apply(x)


def reshape_like(x, like):
    """`x` in the shape of `like`, which has as many elements."""
    return _ReshapeLike.apply(x, like)


def group_norm(x, groups, weight, bias, eps):
    """GroupNorm of [n, c, h, w], or of [1, c, t, hw] over time, as InstanceNormalization over groups."""
    ones, zeros = x.new_ones(groups), x.new_zeros(groups)
    normal = reshape_like(_InstanceNorm.apply(_Groups.apply(x, groups), ones, zeros, eps), x)
    return normal * weight[:, None, None] + bias[:, None, None]


def attend(query, key, value, heads):
    """Scaled dot-product attention of [n, s, c] over [n, k, c] with `heads` heads, as com.microsoft.MultiHeadAttention."""
    return _MultiHeadAttention.apply(query, key, value, heads)


class _Split(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, pieces, axis):
        return tuple(piece.contiguous() for piece in x.chunk(pieces, dim=axis))

    @staticmethod
    def symbolic(g, x, pieces, axis):
        return g.op("Split", x, axis_i=axis, num_outputs_i=pieces, outputs=pieces)


# inputs and outputs of one operator together: a device may bear no more than 8 storage buffers in a shader
MOST = 4


def split(x, pieces, axis):
    """`x` cut into equal `pieces` along `axis`, which they must divide; above `MOST`, a multiple of it."""
    if pieces <= MOST:
        return _Split.apply(x, pieces, axis)
    return tuple(piece for part in _Split.apply(x, MOST, axis) for piece in split(part, pieces // MOST, axis))


def join(pieces, axis):
    """What `split` cut."""
    while len(pieces) > 1:
        pieces = [torch.cat(pieces[i : i + MOST], dim=axis) for i in range(0, len(pieces), MOST)]
    return pieces[0]


def attend_in_pieces(query, key, value, heads, pieces):
    """`attend`, with the queries in `pieces` equal pieces: a runtime that writes the whole table of

    weights down, n * heads * s * k numbers, then needs a share of it at once. s must be a multiple of `pieces`.
    """
    if pieces == 1:
        return attend(query, key, value, heads)
    return join([attend(piece, key, value, heads) for piece in split(query, pieces, 1)], 1)


def every(x, step):
    """[n, c, h, w] -> every `step`-th row and column, beginning with the first: nearest-neighbour shrinking."""
    return _FirstOf.apply(x, step)


class _FrameNumbers(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.arange(x.shape[0], dtype=torch.float32)

    @staticmethod
    def symbolic(g, x):
        def number(n):
            return g.op("Constant", value_t=torch.tensor(n))

        count = g.op("Gather", g.op("Shape", x), number(0), axis_i=0)
        return g.op("Cast", g.op("Range", number(0), count, number(1)), to_i=1)


def frame_numbers(x):
    """0, 1, ... for the frames of `x` [t, ...], float32 [t]."""
    return _FrameNumbers.apply(x)


class _PadTo(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, side):
        return F.pad(x, (0, side - x.shape[3], 0, side - x.shape[2]))

    @staticmethod
    def symbolic(g, x, side):
        def whole(*numbers):
            return g.op("Constant", value_t=torch.tensor(numbers))

        rest = g.op("Sub", whole(side, side), g.op("Gather", g.op("Shape", x), whole(2, 3), axis_i=0))
        return g.op("Pad", x, g.op("Concat", whole(0, 0, 0, 0, 0, 0), rest, axis_i=0))


def pad_to(x, side):
    """[n, c, h, w] -> [n, c, side, side], zeros below and on the right."""
    return _PadTo.apply(x, side)


class _CutTo(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, like):
        return x[:, :, : like.shape[2], : like.shape[3]].contiguous()

    @staticmethod
    def symbolic(g, x, like):
        def whole(*numbers):
            return g.op("Constant", value_t=torch.tensor(numbers))

        ends = g.op("Gather", g.op("Shape", like), whole(2, 3), axis_i=0)
        return g.op("Slice", x, whole(0, 0), ends, whole(2, 3))


def cut_to(x, like):
    """The upper left of `x` [n, c, ., .] as large as `like` [., ., h, w]."""
    return _CutTo.apply(x, like)


class _Sizes(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, axes):
        return torch.tensor([x.shape[axis] for axis in axes], dtype=torch.float32)

    @staticmethod
    def symbolic(g, x, axes):
        wanted = g.op("Constant", value_t=torch.tensor(axes))
        return g.op("Cast", g.op("Gather", g.op("Shape", x), wanted, axis_i=0), to_i=1)


def sizes(x, *axes):
    """How long `x` is along `axes`, float32."""
    return _Sizes.apply(x, axes)
