"""Three agencies whose data gives itself away wherever it turns up."""

from tests.isolation.canaries.planting import Planted, canary_factory, plant, rows_of, unmarked_fields, unplanted_models
from tests.isolation.canaries.words import COMMON, LUMARANT, PAVOLUNE, TESSARIK, Marks

__all__ = [
    "COMMON",
    "LUMARANT",
    "PAVOLUNE",
    "TESSARIK",
    "Marks",
    "Planted",
    "canary_factory",
    "plant",
    "rows_of",
    "unmarked_fields",
    "unplanted_models",
]
