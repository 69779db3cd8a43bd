"""Blogs whose links have a cause that is known."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

WORDS = [*"梅塩庭土頁鍋葉橋税駅栞苗", "鉄道", "家計", "本棚", "昆布", "切符", "口座", "味噌", "保険"]
TAGS = [*"春夏秋冬東西南北山川海空"]
GROUP = 4


def write_blog(folder: Path, *, links: Literal["of one tag", "at random"], posts: int = 48) -> Path:
    """Write posts of random words and dates, four to a tag, each linked to three others once: 1.5 links a post."""
    rng = random.Random(7)
    folder.mkdir(exist_ok=True)
    order = list(range(posts))
    if links == "at random":
        rng.shuffle(order)
    for place, number in enumerate(order):
        later = order[place + 1 : place - place % GROUP + GROUP]
        named = " ".join(f"[{chr(0x4E00 + rng.randrange(999))}](p{other:02}.md)" for other in later)
        body = "。".join(" ".join(rng.sample(WORDS, 8)) for _ in range(6))
        day = date(2020, 1, 1) + timedelta(days=rng.randrange(2000))
        front = f"---\ntitle: 記録{number:02}\ndate: {day}\ntags: [{TAGS[number // GROUP]}]\n---\n"
        (folder / f"p{number:02}.md").write_text(f"{front}{body}。\n\n{named}\n", encoding="utf-8")
    return folder
