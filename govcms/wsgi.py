"""The platform as a WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govcms.settings.production")

application = get_wsgi_application()
