"""The form of a picture."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    """A picture that can be read to its end."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse what is too large, and what is no picture after its first bytes."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:  # whatever reads pictures fails in its own way on one that is damaged
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class AgencyImageForm(BaseImageForm):
    """Wagtail's, which reads a new picture to its end before it is believed to be one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = WholeImageField(
                label=field.label, required=field.required, help_text=field.help_text, widget=field.widget
            )
