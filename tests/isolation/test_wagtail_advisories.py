"""What Wagtail's releases of 2026 mended in its permissions stays mended here, for roles and between agencies.

Each test is named by what was wrong; the advisory stands beside it. Parts of Wagtail that the platform does not
have are tested for not being there: whoever brings one in has to look at its advisory first.
"""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import CollectionViewRestriction

from govcms.identity.models import User
from govcms.media.models import Rendition
from tenants.admin_rules import closed, rule_of
from tests.content.conftest import showing
from tests.factories import DocumentFactory, StandardPageFactory
from tests.isolation.admin_urls import admin_urls
from tests.isolation.conftest import CANARY, Holdings, signed_in

PUBLIC = "health.gov.test"
REFUSED = 403


def test_cve_2026_25517_previews_are_for_those_who_may_edit(own: Holdings, foreign: Holdings, health_viewer: User):
    client = signed_in(health_viewer)
    preview = "/admin/pages/{}/edit/preview/"
    add = "/admin/pages/add/content/standardpage/{}/preview/"

    assert client.post(preview.format(own.draft_page.pk), {"title": "x"}).status_code == REFUSED
    assert client.post(add.format(own.home.pk), {"title": "x"}).status_code == REFUSED
    assert client.post(preview.format(foreign.draft_page.pk), {"title": "x"}).status_code == 404
    assert client.post(add.format(foreign.home.pk), {"title": "x"}).status_code == 404


def test_ghsa_c6wj_9vcj_75pj_revisions_are_compared_with_the_right_to_the_page(
    own: Holdings, foreign: Holdings, health_viewer: User, health_editor: User
):
    mine, theirs = (each.draft_page.save_revision(changed=False) for each in (own, foreign))
    compare = "/admin/pages/{}/revisions/compare/{}...{}/"
    own_path = compare.format(own.draft_page.pk, mine.pk, mine.pk)

    assert signed_in(health_editor).get(own_path).status_code == 200
    assert signed_in(health_viewer).get(own_path).status_code == REFUSED
    for page, first, second in (
        (foreign.draft_page.pk, theirs.pk, theirs.pk),
        (own.draft_page.pk, theirs.pk, mine.pk),
        (own.draft_page.pk, mine.pk, theirs.pk),
    ):
        answer = signed_in(health_editor).get(compare.format(page, first, second))
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("path", ["history/", "history/results/"])
def test_ghsa_c4mr_889m_vgf6_history_is_read_with_a_right_to_the_page(
    path: str, own: Holdings, foreign: Holdings, health_viewer: User, health_editor: User
):
    assert signed_in(health_editor).get(f"/admin/pages/{own.draft_page.pk}/{path}").status_code == 200
    assert signed_in(health_viewer).get(f"/admin/pages/{own.draft_page.pk}/{path}").status_code == REFUSED
    assert signed_in(health_editor).get(f"/admin/pages/{foreign.draft_page.pk}/{path}").status_code == 404


@pytest.mark.parametrize(
    "app",
    [
        # GHSA-pwm3-7fv4-g6xx: form submissions were deleted without the right.
        "wagtail.contrib.forms",
        # CVE-2026-54262, GHSA-jm5p-837g-rv8g: translations copied pages without a right to them.
        "wagtail.contrib.simple_translation",
        # GHSA-p5gm-92h4-6pv6, GHSA-c2xx-cjmh-9q8f: the public API listed images and documents of private collections.
        "wagtail.api.v2",
        "wagtail.api.v3",
    ],
)
def test_what_is_not_here_cannot_leak(app: str):
    assert not apps.is_installed(app)


def test_ghsa_p5gm_92h4_6pv6_no_api_lists_images_and_documents(own: Holdings, foreign: Holdings, health_admin: User):
    for kind, mine in (("images", own.image), ("documents", own.document)):
        for path in (f"/admin/api/main/{kind}/", f"/admin/api/main/{kind}/{mine.pk}/", f"/api/v2/{kind}/"):
            assert signed_in(health_admin).get(path).status_code == 404
            assert Client().get(path, headers={"host": PUBLIC}).status_code == 404


def test_ghsa_67rv_mg8q_5pf3_a_page_is_copied_with_the_right_to_it(
    own: Holdings, foreign: Holdings, health_viewer: User, health_publisher: User
):
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": own.home.pk, "copy_subpages": "on"}
    before = own.home.get_children().count()

    assert signed_in(health_viewer).get(f"/admin/pages/{own.draft_page.pk}/copy/").status_code == REFUSED
    assert signed_in(health_viewer).post(f"/admin/pages/{own.draft_page.pk}/copy/", form).status_code == REFUSED
    assert signed_in(health_publisher).get(f"/admin/pages/{foreign.draft_page.pk}/copy/").status_code == 404
    assert signed_in(health_publisher).post(f"/admin/pages/{foreign.draft_page.pk}/copy/", form).status_code == 404
    assert own.home.get_children().count() == before


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_cve_2026_54259_a_chooser_answers_for_what_one_may_choose(
    kind: str, own: Holdings, foreign: Holdings, health_viewer: User, health_editor: User
):
    mine, theirs = (each.image if kind == "images" else each.document for each in (own, foreign))
    for path in (f"/admin/{kind}/chooser/chosen/{{}}/", f"/admin/{kind}/chooser/chosen-multiple/?id={{}}"):
        assert signed_in(health_editor).get(path.format(mine.pk)).status_code == 200
        assert signed_in(health_editor).get(path.format(theirs.pk)).status_code == 404
        seen = signed_in(health_viewer).get(path.format(mine.pk))
        assert seen.status_code != 200 or mine.title not in seen.content.decode()


def test_cve_2026_54261_an_image_is_previewed_with_the_right_to_it(
    own: Holdings, foreign: Holdings, health_viewer: User, health_editor: User
):
    path = "/admin/images/{}/preview/max-50x50/"

    assert signed_in(health_editor).get(path.format(own.image.pk)).status_code == 200
    assert signed_in(health_viewer).get(path.format(own.image.pk)).status_code in {REFUSED, 404}
    assert signed_in(health_editor).get(path.format(foreign.image.pk)).status_code == 404


def test_cve_2026_54260_a_preview_makes_no_picture_beyond_measure(own: Holdings, health_editor: User):
    before = Rendition.objects.count()

    answer = signed_in(health_editor).get(f"/admin/images/{own.image.pk}/preview/scale-100000/")

    assert answer.status_code in {400, 403, 404}
    assert Rendition.objects.count() == before


def test_ghsa_3vrh_m9w7_v94f_the_explorers_api_shows_ones_own_tree(
    own: Holdings, foreign: Holdings, health_editor: User
):
    client = signed_in(health_editor)
    fields = "fields=title,slug,seo_title,search_description"

    listing = client.get(f"/admin/api/main/pages/?{fields}&limit=20").content.decode()

    assert "Amber draft" in listing
    assert CANARY.lower() not in listing.lower()
    assert client.get(f"/admin/api/main/pages/{foreign.draft_page.pk}/?{fields}").status_code == 404


def test_ghsa_92hv_j533_69wc_a_hash_does_not_tell_whether_a_document_is_here(own: Holdings, foreign: Holdings):
    for document in (own.document, foreign.document):
        guess = {"host": PUBLIC, "If-None-Match": f'"{document.get_file_hash()}"'}

        assert Client().get(f"/documents/{document.uid}/", headers=guess).status_code == 404


def test_ghsa_c2xx_cjmh_9q8f_what_lies_below_a_private_collection_is_private(own: Holdings):
    document = DocumentFactory(agency=own.agency)
    StandardPageFactory(parent=own.home, slug="forms", body=showing(document))
    path = f"/documents/{document.uid}/"
    assert Client().get(path, headers={"host": PUBLIC}).status_code == 200

    own.collection.refresh_from_db()
    document.collection = own.collection.add_child(name="Below")
    document.save()
    CollectionViewRestriction.objects.create(
        collection=own.collection, restriction_type="password", password="open sesame"
    )

    assert Client().get(path, headers={"host": PUBLIC}).status_code == 404


def test_ghsa_x5cx_w6p2_mxf2_nothing_but_pages_can_be_copied():
    copying: list[Any] = [url.name for url in admin_urls() if url.name.endswith(":copy")]

    assert [name for name in copying if rule_of(name) is not closed] == ["wagtailadmin_pages:copy"]


def test_ghsa_jm5p_837g_rv8g_the_api_copies_nothing(own: Holdings, foreign: Holdings, health_admin: User):
    client = signed_in(health_admin)

    for page in (own.draft_page, foreign.draft_page):
        for action in ("copy", "copy_for_translation", "move", "publish", "delete"):
            assert client.post(f"/admin/api/main/pages/{page.pk}/action/{action}/").status_code == 404
