"""What an open editor asks about the session it works in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tenants.fences.refusals import expects_data


@never_cache
def session_state(request: HttpRequest) -> HttpResponse:
    """The token that forms have to carry now, and for whom; who comes here from signing in goes back to her editor.

    Who is signed out, or works here no more, does not reach this view.
    """
    if expects_data(request):
        return JsonResponse({"csrf": get_token(request), "user": str(getattr(request.user, "uid", ""))})
    return render(request, "identity/signed_in_again.html")
