"""The words, numbers and ids that give an agency's data away wherever they turn up."""

from __future__ import annotations

from dataclasses import dataclass

# Stands in everybody's data beside the marks: a search for it finds all rows and names nobody's.
COMMON = "gazette"
# The ids of an agency's rows, in every table, are the numbers from its first on.
BAND = 10_000


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks one agency's data: by how far each word may travel."""

    # The agency and its sites: the portal lists them, lists and filters of other agencies do not.
    name: str
    # What it has published: on its own site, and where the public searches all agencies.
    public: str
    # What it keeps to itself: drafts, history, people, files that no public page shows.
    secret: str
    first_id: int

    @property
    def ids(self) -> range:
        """The numbers that are ids of its rows and of nobody else's."""
        return range(self.first_id, self.first_id + BAND)

    @property
    def words(self) -> tuple[str, str, str]:
        """All of its words."""
        return self.name, self.public, self.secret

    def text(self, word: str, what: str, max_length: int | None = None) -> str:
        """Words for a field called ``what``, marked by ``word`` and found by ``COMMON``."""
        return f"{word} {COMMON} {what}".replace("_", " ")[: max_length or None].strip()


LUMARANT = Marks(name="lumarant", public="brivello", secret="quondaxy", first_id=7_710_000)
TESSARIK = Marks(name="tessarik", public="folmundi", secret="wexhogar", first_id=7_720_000)
PAVOLUNE = Marks(name="pavolune", public="drusken", secret="jixmoret", first_id=7_730_000)
