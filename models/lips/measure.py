"""Writes what lips are measured on into a folder: a WAV of each, and where its lips are. python measure.py folder"""

import json
import sys
import wave
from pathlib import Path

import numpy as np

from lips import MOMENTS
from material import measured
from voices import RATE

folder = Path(sys.argv[1])
listed = []
for number, (name, samples, lips, closed) in enumerate(measured()):
    file = f"{number}.wav"
    with wave.open(str(folder / file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
    listed.append({"name": name, "file": file, "open": np.round(lips[:, 0], 4).tolist(), "closed": closed})
(folder / "lips.json").write_text(json.dumps({"rate": MOMENTS, "speech": listed}))
