"""The colours of a picture: one light for everything in it."""

from dataclasses import dataclass

from govcms.content.demo.pictures.canvas import Colour, colour


@dataclass(frozen=True)
class Palette:
    """Colours that belong together, named for what they paint."""

    sky: tuple[Colour, Colour]
    sun: Colour
    cloud: Colour
    far: Colour
    near: Colour
    ground: Colour
    paving: Colour
    water: tuple[Colour, Colour]
    leaves: tuple[Colour, ...]
    walls: tuple[Colour, ...]
    roofs: tuple[Colour, ...]
    accent: Colour
    ink: Colour
    glass: Colour
    lamp: Colour
    lit: bool = False
    stars: bool = False
    snow: bool = False
    rough: bool = False


def _palette(
    *, lit: bool = False, stars: bool = False, snow: bool = False, rough: bool = False, **codes: str
) -> Palette:
    tones = {name: tuple(colour(code) for code in value.split()) for name, value in codes.items()}
    return Palette(
        sky=(tones["sky"][0], tones["sky"][1]),
        sun=tones["sun"][0],
        cloud=tones["cloud"][0],
        far=tones["far"][0],
        near=tones["near"][0],
        ground=tones["ground"][0],
        paving=tones["paving"][0],
        water=(tones["water"][0], tones["water"][1]),
        leaves=tones["leaves"],
        walls=tones["walls"],
        roofs=tones["roofs"],
        accent=tones["accent"][0],
        ink=tones["ink"][0],
        glass=tones["glass"][0],
        lamp=tones["lamp"][0],
        lit=lit,
        stars=stars,
        snow=snow,
        rough=rough,
    )


PALETTES = {
    "morning": _palette(
        sky="#8fc1dc #fde3c4",
        sun="#fff3d0",
        cloud="#ffffff",
        far="#a9bfd0",
        near="#3f7a6b",
        ground="#5d9474",
        paving="#e8d8bf",
        water="#9cc7d8 #3b7f9c",
        leaves="#2f6f62 #4d8f6e #86ad6a",
        walls="#f6e7cf #e9a178 #d9705a #f2c879 #9fb8bd #fdf6ea",
        roofs="#a44a3f #7d3f45 #c2694f",
        accent="#e2574c",
        ink="#23395b",
        glass="#6e9fb8",
        lamp="#ffe6a6",
    ),
    "day": _palette(
        sky="#5fb4d9 #d9f0f0",
        sun="#fffbe6",
        cloud="#ffffff",
        far="#8fbfca",
        near="#2f7f74",
        ground="#58a07b",
        paving="#e6e0d2",
        water="#7cc6d0 #14728a",
        leaves="#1f6b5c #3b8f6b #7fb35f",
        walls="#fbf3e2 #f2a38b #e3735e #f4cf7b #7fb5b5 #d7e6e2",
        roofs="#b5493c #7c4a52 #3f5f73",
        accent="#e4572e",
        ink="#1c3f54",
        glass="#4f93ad",
        lamp="#ffe9a8",
    ),
    "meadow": _palette(
        sky="#8ccbe6 #f2f6df",
        sun="#fff7cf",
        cloud="#ffffff",
        far="#a3cbbd",
        near="#3c8a4f",
        ground="#6fb05a",
        paving="#ecdfc2",
        water="#8fd0d6 #2f8da0",
        leaves="#2c7043 #4f9a4c #9cc157",
        walls="#fdf8ec #f0b98c #e58562 #f6dc94 #a9cdb8 #dfeae0",
        roofs="#b8553f #8a4a44 #54707a",
        accent="#e0633a",
        ink="#24483f",
        glass="#5da3b3",
        lamp="#fff0b3",
    ),
    "dusk": _palette(
        sky="#4b3f78 #f7a072",
        sun="#ffe0a3",
        cloud="#e58a82",
        far="#9a6a92",
        near="#3a2f5f",
        ground="#4a3c66",
        paving="#a98a97",
        water="#e69a84 #35305f",
        leaves="#2e2a55 #433669 #5b4478",
        walls="#d99a8c #b9667a #8f5078 #e0a679 #7c6a9a #caa7a8",
        roofs="#5a2f55 #472a4f #6f3a58",
        accent="#f2684a",
        ink="#241f45",
        glass="#6c5a8e",
        lamp="#ffd98a",
        lit=True,
    ),
    "night": _palette(
        sky="#0d1b3e #35508a",
        sun="#f4f1de",
        cloud="#48639c",
        far="#2c4377",
        near="#16284f",
        ground="#1e3358",
        paving="#4b5f86",
        water="#3a5890 #0e1c3c",
        leaves="#12264a #1b3559 #264769",
        walls="#6f82a8 #56698f #7b7294 #8a8fae #4d6a8a #93a3bf",
        roofs="#22335c #2a2d56 #1b2c50",
        accent="#e8615a",
        ink="#0b1530",
        glass="#2e4674",
        lamp="#ffd57e",
        lit=True,
        stars=True,
    ),
    "autumn": _palette(
        sky="#a9c9d6 #fbe6cb",
        sun="#fff0cc",
        cloud="#fffaf0",
        far="#c6bda4",
        near="#8d7b40",
        ground="#bfa75a",
        paving="#ead9bd",
        water="#a7c4c6 #4c7f8a",
        leaves="#a8482c #d0742f #e5a63f",
        walls="#f7ead3 #dd9a6c #c4654a #efc476 #a8b3a0 #f0dcc0",
        roofs="#8a3f38 #6d4440 #a85a43",
        accent="#c8472f",
        ink="#3b3340",
        glass="#7899a3",
        lamp="#ffe2a0",
    ),
    "winter": _palette(
        sky="#a8c4dc #f3eff0",
        sun="#fffdf2",
        cloud="#ffffff",
        far="#c5d3e0",
        near="#8fa9bf",
        ground="#eef3f7",
        paving="#dfe7ee",
        water="#bcd3e2 #6f97b5",
        leaves="#4d6f80 #6f8f9c #9fb6bf",
        walls="#f4ead9 #dc9c86 #c36b62 #ecc98a #8fa8b5 #dfe3e6",
        roofs="#8a4d52 #5f5468 #a8635a",
        accent="#d2544b",
        ink="#2d4159",
        glass="#7898b0",
        lamp="#ffe3a1",
        lit=True,
        snow=True,
    ),
    "blossom": _palette(
        sky="#a7d3ea #fdeee8",
        sun="#fff8e0",
        cloud="#ffffff",
        far="#b3cfc6",
        near="#5a9a6a",
        ground="#86bb71",
        paving="#efe3cd",
        water="#a5d8de #4a9fb0",
        leaves="#e58fa0 #f2b3bb #f9d3d3",
        walls="#fdf6ec #f3b6a0 #e58c7c #f7d99b #aecfcb #e6ece6",
        roofs="#b65f55 #84525c #54707e",
        accent="#df5f63",
        ink="#33475b",
        glass="#6fabbe",
        lamp="#fff0bd",
    ),
    "storm": _palette(
        sky="#3d4f63 #a9b7ba",
        sun="#dfe3dc",
        cloud="#5d6f80",
        far="#7b8d96",
        near="#3d5a5c",
        ground="#56736a",
        paving="#a8aca6",
        water="#6f9196 #1d3f50",
        leaves="#2c4a4a #3f5f58 #5c7866",
        walls="#e6e2d6 #c58f7c #a9665a #d6b779 #8099a0 #c9cfcb",
        roofs="#7a3f3c #584650 #3b4f5f",
        accent="#d9503f",
        ink="#1e303f",
        glass="#56707f",
        lamp="#ffe0a0",
        lit=True,
        rough=True,
    ),
}
