"""Signing in with more than a password: an app's codes, a passkey, and an agency that asks for one of them."""

import re
import time
from collections.abc import Callable

import pyotp
from playwright.sync_api import Page, Response, expect

from tests.journeys.axe import axe_violations
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.editor import autosaved, begin_page, type_into
from tests.journeys.installation import Account, Installation

PASSWORD = "blue kettle mountain"
PHONE = 360
SignIn = Callable[[Page, Account], None]


def test_an_app_and_a_passkey_as_second_factor(
    installation: Installation, new_page: Callable[..., Page], sign_in: SignIn
) -> None:
    installation.manage("create_agency", "fisheries", "--name", "Fisheries Board", "--host", "fisheries.localhost")
    ruth, ivo = new_page(width=PHONE, height=740), new_page()
    admin = _newcomer(installation, ruth, "ruth.adeyemi@fisheries.example", agency="fisheries", role="agency_admin")
    editor = _newcomer(installation, ivo, "ivo.marin@fisheries.example", agency="fisheries", role="editor")

    # Ruth sets up the app on her telephone, signs out, and comes in with her password and a code.
    sign_in(ruth, admin)
    ruth.goto(installation.url("admin", "/security/"))
    _is_sound(ruth, width=PHONE)
    ruth.get_by_role("link", name="Set up an authenticator app").click()
    secret = ruth.locator(".secret").inner_text().replace(" ", "")
    _is_sound(ruth, width=PHONE)
    ruth.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    ruth.get_by_role("button", name="Set it up").click()
    expect(ruth.locator(".codes li")).to_have_count(10)
    _is_sound(ruth, width=PHONE)
    recovery_code = ruth.locator(".codes li").first.inner_text()
    ruth.get_by_role("link", name="I have kept them").click()
    expect(ruth.get_by_text("You have 10 codes left.")).to_be_visible()
    _is_sound(ruth, width=PHONE)
    _sign_out(installation, ruth)
    sign_in(ruth, admin)
    expect(ruth.get_by_role("heading", name="Show that it is you")).to_be_visible()
    _is_sound(ruth, width=PHONE)
    _answer_by_keyboard(ruth, "000000")
    expect(ruth.get_by_role("alert")).to_contain_text("This code is not right")
    _is_sound(ruth, width=PHONE)
    # The code that set the app up is used; the next one counts a little before its time.
    _answer_by_keyboard(ruth, pyotp.TOTP(secret).at(time.time() + 30))
    expect(ruth).to_have_url(installation.url("fisheries.admin", "/admin/"))

    # Now she asks everybody for it.
    ruth.goto(installation.url("fisheries.admin", "/admin/sign-in/"))
    assert axe_violations(ruth, within="main") == []
    ruth.get_by_label("everybody needs a second factor").check()
    ruth.get_by_role("main").get_by_role("button", name="Save").click()
    expect(ruth.get_by_text("Saved.")).to_be_visible()

    # Ivo is led to set one up, takes a passkey, goes on, and signs in with it alone from then on.
    touch = _give_key(ivo)
    sign_in(ivo, editor)
    expect(ivo.get_by_text("Fisheries Board asks everybody for a second factor.")).to_be_visible()
    _is_sound(ivo)
    ivo.get_by_role("link", name="Add a passkey").click()
    _is_sound(ivo)
    ivo.get_by_label("Name").fill("Work laptop")
    ivo.get_by_role("button", name="Make a passkey").click()
    expect(ivo.locator(".codes li")).to_have_count(10)
    ivo.get_by_role("link", name="I have kept them").click()
    expect(ivo.get_by_text("Work laptop", exact=True)).to_be_visible()
    _is_sound(ivo)
    ivo.goto(installation.url("fisheries.admin", "/admin/"))
    expect(ivo).to_have_url(installation.url("fisheries.admin", "/admin/"))
    touch(False)
    _sign_out(installation, ivo)
    _is_sound(ivo)
    # By the button, and by what the browser offers in the field for the address.
    with ivo.expect_response(re.compile("/passkey/options/")):
        ivo.goto(installation.url("admin", "/admin/login/"))
    # Until the browser has been asked to offer passkeys: asked later, the key would say yes before the button is there.
    ivo.wait_for_timeout(1_500)
    touch(True)
    ivo.get_by_role("button", name="Sign in with a passkey").click()
    expect(ivo).to_have_url(installation.url("fisheries.admin", "/admin/"))
    touch(False)
    _sign_out(installation, ivo)
    touch(True)
    # The key may say yes, and lead on, before the page has loaded all it has.
    ivo.goto(installation.url("admin", "/admin/login/"), wait_until="commit")
    expect(ivo).to_have_url(installation.url("fisheries.admin", "/admin/"))

    # After the password the passkey is a second factor as well.
    touch(False)
    _sign_out(installation, ivo)
    sign_in(ivo, editor)
    touch(True)
    ivo.get_by_role("button", name="Use a passkey").click()
    expect(ivo).to_have_url(installation.url("fisheries.admin", "/admin/"))

    # Ruth loses her telephone.
    _sign_out(installation, ruth)
    sign_in(ruth, admin)
    _answer_by_keyboard(ruth, recovery_code)
    expect(ruth).to_have_url(installation.url("fisheries.admin", "/admin/"))


def test_signing_out_elsewhere(installation: Installation, new_page: Callable[..., Page], sign_in: SignIn) -> None:
    account = installation.account(role="publisher", agency="transport")
    here, there = new_page(), new_page(width=PHONE)
    sign_in(here, account)
    sign_in(there, account)

    here.goto(installation.url("admin", "/security/"))
    here.get_by_role("button", name="Sign out everywhere else").click()

    expect(here.get_by_role("status")).to_contain_text("signed out of 1 session")
    there.goto(installation.url("transport.admin", "/admin/"))
    expect(there).to_have_url(re.compile(r"/admin/login/"))
    here.goto(installation.url("transport.admin", "/admin/"))
    expect(here).to_have_url(installation.url("transport.admin", "/admin/"))


def test_an_open_editor_keeps_its_words(
    installation: Installation, new_page: Callable[..., Page], sign_in: SignIn
) -> None:
    page = new_page()
    writer = _newcomer(installation, page, "lena.holm@health.example", agency="health", role="editor")
    sign_in(page, writer)
    with autosaved(page, field="title", value="Measles clinics"):
        begin_page(page, below="News", kind="News", title="Measles clinics", summary="Where and when.")

    # Her session ends; she writes on, and signs in again in another tab. The cookie goes at once: a command takes
    # so long that the editor notices before anything is typed.
    page.context.clear_cookies(name="admin_session")
    page.locator("#id_summary").click()
    page.keyboard.press("Control+A")
    # In one piece: the dialogue takes the focus half a second after the first key.
    page.keyboard.insert_text("Where and when, for all ages.")
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_be_visible()
    assert axe_violations(page, within="#signed-out") == []
    page.set_viewport_size({"width": PHONE, "height": 740})
    assert dialog.evaluate("it => it.scrollWidth <= it.clientWidth")
    assert dialog.bounding_box()["width"] <= PHONE  # type: ignore[index]
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(dialog.get_by_role("link", name="Sign in in a new tab")).to_be_focused()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    tab = opened.value
    tab.get_by_label("E-mail address").fill(writer.email)
    tab.get_by_label("Password").fill(writer.password)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("heading", name="You are signed in again")).to_be_visible()
    with page.expect_response(lambda answer: _is_saved(answer, "Where and when, for all ages.")):
        tab.close()
        page.bring_to_front()
    expect(dialog).to_be_hidden()
    with autosaved(page, field="title", value="Measles clinics in May"):
        type_into(page, "#id_title", "Measles clinics in May")

    # Her role ends; the editor notices by itself, and what she wrote is hers to take away.
    type_into(page, "#id_summary", "Words that nobody else has.")
    installation.manage("end_membership", writer.email, "--agency", "health")
    shut_out = page.get_by_role("dialog", name="What you write here can no longer be saved")
    expect(shut_out).to_be_visible(timeout=2 * PATIENCE_MS)
    assert axe_violations(page, within="#signed-out") == []
    with page.expect_download() as download:
        shut_out.get_by_role("button", name="Download what you have written").click()
    words = download.value.path().read_text(encoding="utf-8")
    assert "Measles clinics in May" in words
    assert "Words that nobody else has." in words


def test_without_scripts(installation: Installation, new_page: Callable[..., Page], sign_in: SignIn) -> None:
    page = new_page(width=PHONE, height=740, java_script_enabled=False)
    member = _newcomer(installation, page, "tove.lund@harbour.example", agency="harbour", role="viewer")

    page.goto(installation.url("admin", "/admin/login/"))
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_role("link", name="I have forgotten my password").click()
    page.locator("input[type=email]").fill(member.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()
    page.goto(_mailed_link(installation, member.email))
    for field in page.locator("input[type=password]").all():
        field.fill("orange ladder window")
    page.get_by_role("button", name="Set password").click()

    sign_in(page, Account(member.email, "orange ladder window", member.agencies, member.role))
    expect(page).to_have_url(installation.url("harbour.admin", "/admin/"))


def _mailed_link(installation: Installation, email: str) -> str:
    """The newest link to set a password that was mailed to somebody; the worker sends it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        mails = [path.read_text(encoding="utf-8") for path in sorted((installation.data_dir / "mail").glob("*"))]
        links = re.findall(r"http\S+/password/set/\S+", "".join(mail for mail in mails if email in mail))
        if links:
            return str(links[-1])
        time.sleep(0.5)
    raise AssertionError(f"No link was mailed to {email}.")


def _is_saved(answer: Response, words: str) -> bool:
    request = answer.request
    return request.method == "POST" and answer.ok and words in (request.post_data or "")


def _newcomer(installation: Installation, page: Page, email: str, *, agency: str, role: str) -> Account:
    told = installation.manage("add_member", email, "--agency", agency, "--role", role)
    link = re.search(r"http\S+", told)
    assert link is not None
    page.goto(link[0])
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()
    return Account(email, PASSWORD, (agency,), role)


def _give_key(page: Page) -> Callable[[bool], None]:
    """Put a security key into the browser that says yes to all that is asked, until it is told not to."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    verified = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, **verified}})

    def touch(is_there: bool) -> None:
        presence = {"authenticatorId": made["authenticatorId"], "enabled": is_there}
        session.send("WebAuthn.setAutomaticPresenceSimulation", presence)

    return touch


def _answer_by_keyboard(page: Page, code: str) -> None:
    page.get_by_label("Code").focus()
    page.keyboard.type(code)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Enter")


def _sign_out(installation: Installation, page: Page) -> None:
    page.goto(installation.url("admin"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()


def _is_sound(page: Page, *, width: int = 1280) -> None:
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
