"""What the admin host of an agency answers where there is nothing, or nothing for this person."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tenants.fences.refusals import expects_data, refusal_of
from tenants.requests import AgencyRequest


@never_cache
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words for what does not exist and for what is another agency's."""
    return render(request, "tenants/admin_not_found.html", status=404)


@never_cache
def forbidden(request: AgencyRequest, exception: Exception | None = None) -> HttpResponse:
    """It is your agency's, and your role does not reach so far; what is missing, and who can help."""
    if getattr(request, "membership", None) is None:
        # Refused on the way in, before anybody asked who she is here.
        return render(request, "tenants/unknown_host.html", status=403)
    refusal = refusal_of(request)
    if expects_data(request):
        # The shape in which Wagtail's own screens tell their scripts of an error.
        answer = {"success": False, "error_code": "permission_denied", "error_message": refusal.sentence}
        return JsonResponse(answer, status=403)
    return render(request, "tenants/admin_forbidden.html", {"refusal": refusal, "agency": request.agency}, status=403)
