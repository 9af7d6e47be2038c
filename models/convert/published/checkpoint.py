"""A checkpoint: tensors and where they were read from."""

from dataclasses import dataclass
from pathlib import Path

from .check import check
from .tensors import Tensor


@dataclass(frozen=True)
class Checkpoint:
    path: Path
    tensors: dict[str, Tensor]

    def of(self, module, but=()):
        """The tensors, having been found to be the parameters of `module`; those named in `but` may be there, too.

        Raises `Refused` that names every difference.
        """
        found = {name: tensor for name, tensor in self.tensors.items() if name not in but}
        check(found, module, self.path)
        return found
