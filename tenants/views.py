"""What the admin host of an agency answers where there is nothing, or nothing for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words for what does not exist and for what is another agency's."""
    return render(request, "tenants/admin_not_found.html", status=404)


@never_cache
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """It is your agency's, and your role does not reach so far."""
    return render(request, "tenants/admin_forbidden.html", status=403)
