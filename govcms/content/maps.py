"""Links to maps: of a site that needs neither account nor script of ours."""


def map_address(latitude: object, longitude: object) -> str:
    """A map around a place."""
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
