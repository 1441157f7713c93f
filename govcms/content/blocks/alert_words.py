"""The words of an alert in other languages."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError


def languages() -> list[tuple[str, str]]:
    """The languages that sites may have; asked for, so that one more of them takes no migration."""
    return list(settings.LANGUAGES)


class AlertWordsBlock(blocks.StructBlock):
    """What an alert says in one language."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=languages)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=400)
    link_text = blocks.CharBlock(label=_("Words of the link"), required=False, max_length=80)
    link_address = blocks.URLBlock(
        label=_("Address of the link"),
        required=False,
        max_length=500,
        help_text=_("Of the page in this language, if there is one."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse half a link."""
        value = super().clean(value)
        if bool(value["link_text"]) != bool(value["link_address"]):
            missing = "link_text" if value["link_address"] else "link_address"
            message = ValidationError(_("A link needs both: its words and its address."))
            raise StructBlockValidationError(block_errors={missing: message})
        return value

    class Meta:
        icon = "globe"
        label = _("Translation")
        label_format = "{language} {title}"


class AlertTranslationsBlock(blocks.StreamBlock):
    """What an alert says in other languages, each of them once."""

    translation = AlertWordsBlock()

    def clean(self, value: Any) -> Any:
        """Refuse the same language twice."""
        value = super().clean(value)
        errors: dict[int, Any] = {}
        taken: set[str] = set()
        for number, translation in enumerate(value):
            language = translation.value["language"]
            if language in taken:
                message = ValidationError(_("The alert has words in this language already."))
                errors[number] = StructBlockValidationError(block_errors={"language": message})
            taken.add(language)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        required = False
