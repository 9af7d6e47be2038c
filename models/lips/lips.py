"""Where lips are while a sound of speech is said: how far apart, whether they close, how spread or round they are."""

import unicodedata

import numpy as np

MOMENTS = 100  # a second

# How far the lips are apart in each sound, 0 closed .. 1 as in "father"; after phoneticians' scales of vowel height
# (IPA 2020) and what is seen of consonants (viseme classes of Fisher 1968).
OPEN = {
    "a": 1.0, "ɑ": 1.0, "ɐ": 0.8, "æ": 0.9, "ʌ": 0.75, "ɒ": 0.85, "ɔ": 0.7, "ɛ": 0.7, "œ": 0.55, "ɜ": 0.6, "ə": 0.45,
    "e": 0.5, "ø": 0.4, "o": 0.5, "ɤ": 0.45, "ɘ": 0.45, "ɵ": 0.4, "ɪ": 0.4, "ʊ": 0.3, "ʏ": 0.25, "i": 0.3, "ɨ": 0.3,
    "y": 0.2, "u": 0.22, "ɯ": 0.3, "w": 0.12, "ʋ": 0.1, "f": 0.06, "v": 0.06, "ɱ": 0.05, "s": 0.15, "z": 0.15, "ʃ": 0.2,
    "ʒ": 0.2, "ɕ": 0.2, "ç": 0.25, "θ": 0.2, "ð": 0.2, "t": 0.2, "d": 0.2, "n": 0.25, "l": 0.3, "ɫ": 0.3, "ɹ": 0.22,
    "r": 0.25, "ɾ": 0.3, "ʁ": 0.35, "ʀ": 0.35, "k": 0.3, "g": 0.3, "ɡ": 0.3, "ŋ": 0.3, "x": 0.35, "h": 0.4, "ɦ": 0.4,
    "j": 0.25, "ɲ": 0.25, "ʎ": 0.3, "c": 0.25, "ɟ": 0.25, "q": 0.35, "χ": 0.35, "ʂ": 0.2, "ʐ": 0.2, "ʔ": 0.3, "ɣ": 0.3,
    "β": 0.1, "ɖ": 0.2, "ʈ": 0.2, "ɳ": 0.25, "ɭ": 0.3, "m": 0.0, "b": 0.0, "p": 0.0,
}
CLOSED = set("mbp")
ROUND = {"u": 1.0, "y": 1.0, "w": 1.0, "ʊ": 0.7, "ʏ": 0.8, "o": 0.8, "ø": 0.8, "ɔ": 0.6, "œ": 0.6, "ɵ": 0.6, "ʃ": 0.5, "ʒ": 0.5, "ɒ": 0.3, "ɹ": 0.35}
SPREAD = {"i": 1.0, "e": 0.7, "ɪ": 0.6, "j": 0.7, "s": 0.5, "z": 0.5, "ɛ": 0.4, "æ": 0.4, "ɨ": 0.4, "ç": 0.5, "ɕ": 0.5}
HISS = {"s": 1.0, "z": 0.9, "ʃ": 1.0, "ʒ": 0.9, "f": 0.6, "v": 0.3, "θ": 0.5, "ɕ": 1.0, "ʂ": 1.0, "ç": 0.7}
NAMES = ("open", "closed", "round", "spread", "hiss")


def wanted(phonemes, seconds: float, soft: float = 0.028) -> np.ndarray:
    """[moments, NAMES] at MOMENTS a second: each sound's place, led smoothly into its neighbours' (deviation in seconds)."""
    phonemes = _sounding(phonemes, seconds)
    count = int(np.ceil(seconds * MOMENTS))
    out = np.zeros((count, len(NAMES)), np.float32)
    for k, (at, name) in enumerate(phonemes):
        end = phonemes[k + 1][0] if k + 1 < len(phonemes) else seconds
        letters = [letter for letter in name if letter in OPEN]
        if name.startswith("(") or not letters:
            continue
        # Two letters of one sound (a diphthong, an affricate) share its time.
        for j, letter in enumerate(letters):
            a, b = (at + (end - at) * (j + s) / len(letters) for s in (0, 1))
            span = slice(int(round(a * MOMENTS)), max(int(round(a * MOMENTS)) + 1, int(round(b * MOMENTS))))
            out[span] = [
                OPEN[letter],
                float(letter in CLOSED),
                ROUND.get(letter, 0.0),
                SPREAD.get(letter, 0.0),
                HISS.get(letter, 0.0),
            ]
    reach = int(np.ceil(3 * soft * MOMENTS))
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (soft * MOMENTS)) ** 2)
    bell /= bell.sum()
    return np.stack([np.convolve(column, bell, "same")[:count] for column in out.T], 1)


def _sounding(phonemes, seconds: float):
    """Without what is no sound; one goes on through a pause that is too short to be one."""
    ends = [at for at, _ in phonemes[1:]] + [seconds]
    out = []
    for (at, name), end in zip(phonemes, ends):
        silent = not any(letter in OPEN for letter in unicodedata.normalize("NFD", name))
        if name.startswith("(") or (silent and end - at < 0.07):
            continue
        # A vowel with a mark above it is two letters.
        out.append((at, unicodedata.normalize("NFD", name)))
    return out


def closures(phonemes) -> list[tuple[float, float]]:
    """When lips are closed: from, to, seconds, of every m, b and p between other sounds."""
    found = []
    for k, (at, name) in enumerate(phonemes[:-1]):
        if name[:1] in CLOSED:
            found.append((at, phonemes[k + 1][0]))
    return found
