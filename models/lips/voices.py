"""Synthetic speech whose sounds and their times are known: eSpeak NG's own library, asked for its phoneme events."""

import ctypes

import numpy as np

RATE = 16_000


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_PHONEME = 7
_PARAMETERS = {"speed": 1, "pitch": 3, "range": 4}
_heard: list[np.ndarray] = []
_events: list[tuple[int, str]] = []
_library = None
_rate = 22_050


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
def _collect(samples, count, events):
    if count > 0 and samples:
        _heard.append(np.ctypeslib.as_array(samples, (count,)).copy())
    i = 0
    while events[i].type != 0:
        if events[i].type == _PHONEME:
            _events.append((events[i].sample, events[i].id.string.decode("utf8", "replace")))
        i += 1
    return 0


def say(text: str, voice: str, speed: int = 165, pitch: int = 50, lively: int = 50):
    """What a voice says: samples [n] at RATE, -1..1, and its phonemes [(seconds, IPA)], each until the next one."""
    global _library, _rate
    if _library is None:
        _library = ctypes.CDLL("libespeak-ng.so.1")
        _rate = _library.espeak_Initialize(1, 0, None, 3)
        _library.espeak_SetSynthCallback(_collect)
    _heard.clear()
    _events.clear()
    if _library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise ValueError(f"no voice {voice}")
    for name, value in (("speed", speed), ("pitch", pitch), ("range", lively)):
        _library.espeak_SetParameter(_PARAMETERS[name], value, 0)
    told = text.encode() + b"\0"
    _library.espeak_Synth(told, len(told), 0, 0, 0, 1, None, None)
    _library.espeak_Synchronize()
    samples = np.concatenate(_heard).astype(np.float32) / 32768
    return resampled(samples, _rate, RATE), [(at / _rate, name) for at, name in _events]


def resampled(samples: np.ndarray, rate: float, to: float) -> np.ndarray:
    """At another rate, by a windowed sinc."""
    count = int(len(samples) * to / rate)
    place = np.arange(count) * rate / to
    first = np.floor(place).astype(int)
    cut, half = min(1.0, to / rate), 16
    out = np.zeros(count, np.float32)
    for k in range(-half, half + 1):
        x = first + k - place
        kernel = cut * np.sinc(cut * x) * np.cos(np.pi * np.clip(x / (2 * half), -0.5, 0.5)) ** 2
        out += (kernel * samples[np.clip(first + k, 0, len(samples) - 1)]).astype(np.float32)
    return out
