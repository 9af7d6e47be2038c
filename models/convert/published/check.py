"""Whether a checkpoint holds the parameters that a network has, no more and no fewer, each in its shape."""

from .errors import Refused

# kept in checkpoints, but no weights: counters of batch norm, and the numbers 0, 1, 2 ... of tokens
IDLE = ("num_batches_tracked", "position_ids")


def differences(found, module):
    """Lines that say what is missing, surplus or misshapen; `found`: name -> something with a shape."""
    wanted = {name: tuple(value.shape) for name, value in module.state_dict().items() if not name.endswith(IDLE)}
    given = {name: tuple(tensor.shape) for name, tensor in found.items() if not name.endswith(IDLE)}
    lines = [f"missing: {name} {list(wanted[name])}" for name in wanted if name not in given]
    lines += [f"surplus: {name} {list(given[name])}" for name in given if name not in wanted]
    lines += [
        f"misshapen: {name} is {list(given[name])}, must be {list(wanted[name])}"
        for name in wanted
        if name in given and given[name] != wanted[name]
    ]
    return lines


def check(found, module, where):
    """Raises `Refused` that names every difference; `where` is the file they were read from."""
    lines = differences(found, module)
    if lines:
        raise Refused("\n".join([f"{where}: not the parameters of {type(module).__name__}", *lines]))
