"""What is said, by whom, in which room: the material that lips are learned from and measured on."""

import numpy as np

from lips import closures, wanted
from voices import RATE, resampled, say

TRAINED = ["en", "en-us", "de", "fr", "es", "it", "pt", "pl", "ru", "nl", "sv", "tr", "sw", "fi", "hi", "ko", "vi"]
LETTERS = {
    "en": ("b d f g h k l m n p r s sh t th v w y z br st pl m b p".split(), "a e i o u ee oo ay ai oa ow".split()),
    "ru": ("б в г д ж з к л м н п р с т ф х ш м б п".split(), "а о у и ы э я ю".split()),
    "ko": ([], "마 바 파 나 다 가 라 사 무 보 피 미 오 이 우 에 모 부 하".split()),
    "hi": ([], "मा बा पा ना ता का रा सा मू बो पी मी ओ ई ऊ ए मो बू हा".split()),
}
VARIANTS = ["m1", "m2", "m3", "m4", "m5", "m7", "f1", "f2", "f3", "f4", "klatt", "klatt2", "klatt3", "klatt4", "Alicia",
            "Andy", "Diogo", "Michael", "Annie", "Marco", "steph", "linda", "robert", "max", "grandpa"]
# Never trained on: languages and speakers of the measurement.
SENTENCES = {
    "English": ("en+f5", "My mother bought a big paper boat, and people from the village came by to admire it. Perhaps we should move the table before the visitors arrive."),
    "German": ("de+m6", "Meine Mutter baut ein großes Papierboot, und alle Leute im Dorf bewundern es. Vielleicht sollten wir den Tisch wegräumen, bevor der Besuch kommt."),
    "French": ("fr+f5", "Ma mère a acheté un grand bateau en papier, et tout le monde est venu pour l'admirer. Il faut bouger la table avant que les amis arrivent."),
    "Spanish": ("es+m8", "Mi madre compró un barco grande de papel y toda la gente del pueblo vino a verlo. Debemos mover la mesa antes de la visita."),
    "Mandarin": ("cmn-latn-pinyin+f5", "wo3 ma1 ma5 mai3 le5 yi4 zhi1 hen3 da4 de5 zhi3 chuan2, peng2 you5 men5 dou1 pao3 lai2 kan4. wo3 men5 ba3 zhuo1 zi5 ban1 zou3 ba5."),
    "Japanese": ("ja+m6", "わたしの ともだちは おおきい ふねを みました。 まいにち ぱんを たべます。 べつの へやで まちましょう。"),
    "Arabic": ("ar+f5", "أمي تبني مركبا كبيرا من الورق والناس يأتون من القرية ليروه. ربما نحمل الباب قبل المساء"),
}


def words(random: np.random.Generator, language: str, count: int) -> str:
    """Words of no language, so that every sound meets every other."""
    consonants, vowels = LETTERS.get(language, LETTERS["en"])
    out = []
    for _ in range(count):
        syllables = random.integers(1, 4)
        out.append("".join((random.choice(consonants) if consonants and random.random() < 0.9 else "") + random.choice(vowels) for _ in range(syllables)))
        if random.random() < 0.15:
            out[-1] += ","
    return " ".join(out)


def music(random: np.random.Generator, count: int) -> np.ndarray:
    """Chords, a bass and drums at a steady beat, as loud as 1 on the average."""
    out = np.zeros(count, np.float32)
    beat = int(RATE * 60 / random.uniform(70, 150))
    for start in range(0, count, beat):
        span = np.arange(min(beat, count - start)) / RATE
        root = 110 * 2 ** (random.choice([0, 2, 4, 5, 7, 9]) / 12)
        for step in (0, random.choice([3, 4]), 7, 12):
            tone = root * 2 ** (step / 12) * random.choice([1, 2])
            for overtone in range(1, 7):
                out[start : start + len(span)] += np.sin(2 * np.pi * tone * overtone * span) * np.exp(-2 * span) / overtone**1.3
        out[start : start + len(span)] += 2 * np.sin(2 * np.pi * root / 2 * span) * np.exp(-3 * span)
        drum = random.normal(0, 1, len(span)).astype(np.float32) * np.exp(-span * random.choice([25, 60]))
        out[start : start + len(span)] += random.uniform(0.5, 2.5) * drum
    return out / (np.sqrt(np.mean(out**2)) + 1e-9)


def in_a_room(random: np.random.Generator, samples: np.ndarray) -> np.ndarray:
    """With an echo that dies away, a tilt of its colour, noise, and perhaps music; at any loudness."""
    out = samples
    if random.random() < 0.6:
        tail = int(RATE * random.uniform(0.05, 0.3))
        echo = random.normal(0, 1, tail) * np.exp(-6 * np.arange(tail) / tail) * random.uniform(0.01, 0.08)
        echo[0] = 1
        size = 1 << int(np.ceil(np.log2(len(out) + tail)))
        out = np.fft.irfft(np.fft.rfft(out, size) * np.fft.rfft(echo, size), size)[: len(out)].astype(np.float32)
    tilt = random.uniform(-0.5, 0.6)
    out = np.concatenate([out[:1], out[1:] - tilt * out[:-1]])
    level = np.sqrt(np.mean(out**2)) + 1e-9
    out = out + random.normal(0, 1, len(out)).astype(np.float32) * level * 10 ** (-random.uniform(12, 45) / 20)
    if random.random() < 0.45:
        out = out + music(random, len(out)) * level * 10 ** (-random.uniform(0, 20) / 20)
    return (out / np.abs(out).max() * 10 ** (-random.uniform(1, 20) / 20)).astype(np.float32)


def trained(random: np.random.Generator):
    """A sentence of the training: samples and where the lips are."""
    language = random.choice(TRAINED)
    voice = f"{language}+{random.choice(VARIANTS)}" if random.random() < 0.85 else language
    text = words(random, language, int(random.integers(6, 14)))
    samples, phonemes = say(text, voice, int(random.integers(110, 260)), int(random.integers(10, 95)), int(random.integers(20, 95)))
    # Longer and shorter throats: the whole is played slower or faster.
    warp = random.uniform(0.82, 1.22)
    samples = resampled(samples, RATE, RATE * warp)
    phonemes = [(at * warp, name) for at, name in phonemes]
    return in_a_room(random, samples), wanted(phonemes, len(samples) / RATE)


def measured():
    """What is measured on: name, samples, where the lips are, when they are closed."""
    random = np.random.default_rng(5)
    for name, (voice, text) in SENTENCES.items():
        samples, phonemes = say(text, voice)
        yield name, samples, wanted(phonemes, len(samples) / RATE), closures(phonemes)
    said = SENTENCES["English"][1]
    for name, voice, speed, pitch, loud in (("sung slowly over music", "en+f5", 85, 80, 3), ("rap over music", "en+m6", 240, 40, 3)):
        samples, phonemes = say(said, voice, speed, pitch, 90)
        level = np.sqrt(np.mean(samples**2))
        mixed = samples + music(random, len(samples)) * level * 10 ** (-loud / 20)
        yield name, (mixed / np.abs(mixed).max()).astype(np.float32), wanted(phonemes, len(samples) / RATE), closures(phonemes)
