"""Comparing pictures of windows with those that were last looked at."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

FOLDER = Path(__file__).parent.parent.parent / "docs" / "screens"
BLOCK, VISIBLE = 16, 12
"""Dots a side that are averaged, and the grey levels by which such a block must differ to count."""
TOLERATED = 0.001


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of blocks that look different; 1 for another size."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    small = apart.resize((max(apart.width // BLOCK, 1), max(apart.height // BLOCK, 1)), Image.Resampling.BOX)
    levels = small.tobytes()
    return sum(level > VISIBLE for level in levels) / len(levels)


def changes(module: str, look: str, fresh: Path, kept: Path, changing: Mapping[str, float]) -> list[str]:
    """Take the pictures of a look anew into `fresh`: those that differ, came or went. `changing` may differ by so much."""
    subprocess.run([sys.executable, "-m", module, str(fresh), look], check=True, capture_output=True, timeout=300)
    made = {path.name for path in fresh.glob("*.png")}
    known = {path.name for path in kept.glob(f"*_{look}.png")}
    found = [f"{name} came or went" for name in sorted(made ^ known)]
    for name in sorted(made & known):
        with Image.open(fresh / name) as one, Image.open(kept / name) as other:
            apart = difference(one, other)
        if apart > changing.get(name.removesuffix(f"_{look}.png"), TOLERATED):
            found.append(f"{name} {apart:.4f}")
    return found
