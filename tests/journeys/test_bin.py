"""A page goes to the bin from a telephone, its readers are led on, and it comes back at its address."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.editor import begin_page, publish, type_into
from tests.journeys.installation import Account, Installation

PATH = "/services/dental-bus/"


def test_delete_lead_on_and_restore(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page, public = new_page(), new_page()
    sign_in(page, installation.account(role="publisher", agency="health"))
    begin_page(
        page, below="Services and advice", kind="Standard page", title="Dental bus", summary="A dentist comes to you."
    )
    # Too long is said at the field, and the words stay.
    too_long = "Dental bus " * 40
    page.locator("#id_title").fill(too_long)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text(re.compile("at most 255 characters")).first).to_be_visible()
    expect(page.locator("#id_title")).to_have_value(re.compile("Dental bus Dental bus"))
    type_into(page, "#id_title", "Dental bus")
    page.locator("#id_slug").evaluate("field => { field.value = 'dental-bus'; }")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_text("created and published")).to_be_visible()
    link = page.locator(".messages").get_by_role("link", name="Edit").get_attribute("href") or ""
    number = link.split("/pages/")[1].split("/")[0]
    public.goto(installation.url("health", PATH))
    expect(public.get_by_role("heading", name="Dental bus")).to_be_visible()

    page.set_viewport_size({"width": 360, "height": 740})
    admin = installation.url("health.admin", "/admin")
    page.goto(f"{admin}/pages/{number}/delete/")
    page.get_by_role("button", name="Choose a page").click()
    chooser = page.locator(".modal")
    chooser.get_by_role("textbox").first.fill("Services and advice")
    chooser.get_by_role("link", name="Services and advice", exact=True).first.click()
    expect(page.locator("[data-chooser-title]", has_text="Services and advice")).to_be_visible()
    page.get_by_role("button", name="Yes, move it to the bin").click()
    expect(page.get_by_text("is in the bin for 30 days")).to_be_visible()
    public.goto(installation.url("health", PATH))
    expect(public).to_have_url(installation.url("health", "/services/"))

    page.goto(f"{admin}/bin/")
    page.get_by_role("link", name="Restore Dental bus").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("is back as a draft")).to_be_visible()
    page.goto(f"{admin}/pages/{number}/edit/")
    publish(page)
    public.goto(installation.url("health", PATH))
    expect(public).to_have_url(installation.url("health", PATH))
    expect(public.get_by_role("heading", name="Dental bus")).to_be_visible()
