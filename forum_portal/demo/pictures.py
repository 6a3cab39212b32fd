"""Small drawn pictures for the demo's reports: hills, and before them what is being built."""

import io
from functools import cache

from PIL import Image, ImageDraw

from core.photos import shrink

WIDTH, HEIGHT = 960, 720
SKY, SUN = "#DCECE8", "#E5A823"
HILLS = ("#8FBDB0", "#4E8F7E")
EARTH, DUST, STONE, WATER, LEAF = "#7A4A21", "#94602F", "#B9A78B", "#0C5450", "#2F6B4F"


def _hills(draw):
    draw.ellipse((700, 70, 820, 190), fill=SUN)
    for place, colour in enumerate(HILLS):
        top = 300 + 90 * place
        points = [(x, top + (x * (place + 2) // 7) % 120) for x in range(0, WIDTH + 1, 160)]
        draw.polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], fill=colour)


def _ground(draw, colour=DUST):
    draw.polygon([(0, 520), (WIDTH, 470), (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def _people(draw, *places):
    for x in places:
        draw.ellipse((x, 400, x + 44, 444), fill="#231C14")
        draw.polygon([(x - 10, 446), (x + 54, 446), (x + 66, 570), (x - 22, 570)], fill=WATER)
        draw.pieslice((x - 8, 380, x + 52, 440), 180, 360, fill=SUN)


def _trench(draw):
    _ground(draw)
    draw.polygon([(80, HEIGHT), (470, 500), (540, 500), (330, HEIGHT)], fill=EARTH)
    _people(draw, 600, 720)


def _pipe(draw):
    _ground(draw)
    draw.line([(-20, 650), (300, 560), (620, 590), (990, 510)], fill=WATER, width=46, joint="curve")
    draw.line([(-20, 640), (300, 550), (620, 580), (990, 500)], fill=SKY, width=8, joint="curve")
    _people(draw, 420)


def _tank(draw):
    _ground(draw, LEAF)
    draw.rectangle((300, 330, 680, 590), fill=STONE)
    draw.rectangle((280, 300, 700, 350), fill=EARTH)
    draw.line([(680, 540), (820, 540), (820, 640)], fill=WATER, width=30)


def _mud_road(draw):
    _ground(draw, LEAF)
    draw.polygon([(180, HEIGHT), (430, 490), (530, 490), (780, HEIGHT)], fill=EARTH)
    for x, y in ((360, 640), (520, 580), (460, 680)):
        draw.ellipse((x, y, x + 130, y + 34), fill="#5A3516")


def _concrete_road(draw):
    _ground(draw, LEAF)
    draw.polygon([(180, HEIGHT), (430, 490), (530, 490), (780, HEIGHT)], fill="#C9C4BA")
    draw.line([(480, 490), (480, HEIGHT)], fill="#FFFFFF", width=6)
    draw.polygon([(790, HEIGHT), (536, 490), (550, 490), (840, HEIGHT)], fill=STONE)


def _stones(draw):
    _ground(draw)
    for row in range(4):
        for x in range(220 + row * 40, 700 - row * 40, 80):
            y = 620 - row * 48
            draw.ellipse((x, y, x + 84, y + 60), fill=(STONE, "#A3906F")[(x + row) % 2])
    _people(draw, 780)


def _canal(draw):
    _ground(draw, LEAF)
    draw.polygon([(250, HEIGHT), (440, 500), (520, 500), (710, HEIGHT)], fill=STONE)
    draw.polygon([(320, HEIGHT), (455, 500), (505, 500), (640, HEIGHT)], fill="#3E8DA8")


def _broken_canal(draw):
    _canal(draw)
    draw.polygon([(600, 610), (760, 560), (860, 700), (690, HEIGHT)], fill=EARTH)


_SCENES = {
    "trench": _trench,
    "pipe": _pipe,
    "tank": _tank,
    "mud_road": _mud_road,
    "concrete_road": _concrete_road,
    "stones": _stones,
    "canal": _canal,
    "broken_canal": _broken_canal,
}


@cache
def picture(scene):
    """The drawn scene as an uploaded photo becomes: two small WebP pictures."""
    drawn = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    draw = ImageDraw.Draw(drawn)
    _hills(draw)
    _SCENES[scene](draw)
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=1)
    return shrink(out.getvalue())


@cache
def logo():
    """Four petals that meet, the sign of the forums, as a PNG."""
    side, drawn = 400, Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(drawn)
    for left, top in ((40, 40), (200, 40), (40, 200), (200, 200)):
        draw.ellipse((left, top, left + 160, top + 160), fill=LEAF, outline=WATER, width=10)
    draw.ellipse((170, 170, side - 170, side - 170), fill=SUN)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()
