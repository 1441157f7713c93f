"""Compression of what is text; pictures and files are compressed already, and are asked for in parts."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_TEXTUAL = ("text/", "application/json", "application/xml", "application/rss+xml", "image/svg+xml")


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages and feeds for browsers that can read them so.

    Django adds random bytes to each answer, so that its length tells nothing of a token in the page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where it is text."""
        if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith(_TEXTUAL):
            return response
        return super().process_response(request, response)
