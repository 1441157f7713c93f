"""Mails about accounts, sent in the background.

The request that asks for one takes the same time whether there is an account or not. A worker that dies between
sending and noting it sends a second time: better twice than never.
"""

from enum import StrEnum

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from govcms.identity.models import User
from govcms.identity.places import start_url
from tenants.background import background_task
from tenants.invitations import password_link

_ABOUT_A_PERSON = "An account is a person's, who may work in several agencies or in none."


class Notice(StrEnum):
    """What a person is told by mail about her signing in."""

    NEW_DEVICE = "new device"
    APP_ADDED = "app added"
    APP_REMOVED = "app removed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    RECOVERY_CODE_USED = "recovery code used"
    RESET = "second factor reset"
    CODES_TRIED = "codes tried"


_SENTENCES = {
    Notice.NEW_DEVICE: _("Your account was signed in to with a browser that we have not seen before."),
    Notice.APP_ADDED: _("An authenticator app was added to your account."),
    Notice.APP_REMOVED: _("The authenticator app was removed from your account."),
    Notice.PASSKEY_ADDED: _("A passkey was added to your account."),
    Notice.PASSKEY_REMOVED: _("A passkey was removed from your account."),
    Notice.RECOVERY_CODE_USED: _("A recovery code was used to sign in to your account."),
    Notice.CODES_TRIED: _("Somebody has your password and tries codes to get into your account."),
    Notice.RESET: _("Your second factor was removed by those who run the platform. Set it up again."),
}


@background_task(_("Mail a notice about an account"), without_agency=_ABOUT_A_PERSON)
def mail_notice(user_uid: str, notice: str, language: str, details: str = "") -> None:
    """Tell a person what happened, when and from where, and what to do if it was not she."""
    user = User.objects.filter(uid=user_uid, is_active=True).first()
    if user is None:
        return
    with translation.override(language):
        sentence = str(_SENTENCES[Notice(notice)])
        context = {
            "sentence": sentence,
            "details": details,
            "at": timezone.now(),
            "security_link": start_url() + reverse("security", urlconf="govcms.urls.start"),
            "password_link": start_url() + reverse("forgotten_password", urlconf="govcms.urls.start"),
        }
        body = render_to_string("identity/mail/notice.txt", context)
    send_mail(sentence.rstrip("."), body, None, [user.email])


@background_task(_("Mail a link for a new password"), without_agency=_ABOUT_A_PERSON)
def mail_password_link(user_uid: str, language: str) -> None:
    """Mail a link to set a new password, if there is such an account and it is not closed."""
    user = User.objects.filter(uid=user_uid, is_active=True).first()
    if user is None:
        return
    with translation.override(language):
        subject = render_to_string("identity/mail/set_password_subject.txt").strip()
        body = render_to_string("identity/mail/set_password.txt", {"link": password_link(user)})
    send_mail(subject, body, None, [user.email])
