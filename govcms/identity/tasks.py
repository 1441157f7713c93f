"""Mails about accounts, sent in the background.

The request that asks for one takes the same time whether there is an account or not.
"""

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from govcms.identity.models import User
from govcms.identity.places import start_url


@task()
def mail_password_link(email: str, language: str) -> None:
    """Mail a link to set a new password, if there is an account of this address that is not closed."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return
    path = reverse(
        "set_password",
        urlconf="govcms.urls.start",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    with translation.override(language):
        subject = render_to_string("identity/mail/set_password_subject.txt").strip()
        body = render_to_string("identity/mail/set_password.txt", {"link": start_url() + path})
    send_mail(subject, body, None, [user.email])
