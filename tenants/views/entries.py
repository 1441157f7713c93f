"""The way out of an agency, for people of the platform who are in it for a while."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import View

from tenants.actions import leave_agency
from tenants.addresses import root_url_of
from tenants.scope import current_agency


class LeaveView(View):
    """Ends the entry of whoever asks."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Leave, and go back to where agencies are entered; her own people leave by another way."""
        if not leave_agency(user=request.user, agency=current_agency()):
            raise PermissionDenied
        return redirect(root_url_of(f"admin.{settings.BASE_HOST}") + "/")
