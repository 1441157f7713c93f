"""What the media app tells others."""

from django.dispatch import Signal

# ``image``: a form stored a picture whose sizes are drawn anew, since its file or what it is about changed.
picture_uploaded = Signal()
