"""Which passwords are refused: those that others have used, and what is a small change away from them."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from govcms.identity.models import User

# The most that is looked at: the time it takes grows faster than the length, and what follows only makes it harder.
_LOOKED_AT = 72


class HardToGuessValidator:
    """Refuses what takes fewer guesses than a thief of the database makes in an afternoon.

    The estimate comes from lists of breached passwords, names and words, and knows what people do to them
    (``P4ssword2026!``). It needs no network. There are no rules on kinds of characters: they make passwords
    harder to remember and hardly harder to guess.
    """

    def __init__(self, fewest_guesses: float = 1e10) -> None:
        self.fewest_guesses = fewest_guesses

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for one that is easy to guess, the person and this place being known."""
        known = {word for text in _known_of(user) for word in re.split(r"[\W_]+", text.lower()) if len(word) > 2}
        estimate = zxcvbn(password[:_LOOKED_AT], user_inputs=sorted(known))
        if estimate["guesses"] < self.fewest_guesses:
            raise ValidationError(
                _("This password is easy to guess: it is like many that others use, or has your own name in it."),
                code="password_easy_to_guess",
            )

    def get_help_text(self) -> str:
        """What to do, in the form."""
        return _("Four words that have nothing to do with each other make a good one. Signs and digits are not needed.")


def _known_of(user: User | None) -> list[str]:
    return [settings.BASE_HOST, settings.WAGTAIL_SITE_NAME, *((user.email, user.name) if user else ())]
