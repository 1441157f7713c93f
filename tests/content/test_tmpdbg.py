from tests.content.test_site_content import *
from tests.content.test_site_content import small_site as _s, palette as _p
def test_dbg(small_site, caplog):
    launch(small_site, "transport")
    agency = launch(small_site).agency
    for r in caplog.records:
        if r.levelname=="ERROR": print(r.getMessage()[:300], r.exc_info and r.exc_info[1])
    from django.contrib.contenttypes.models import ContentType
    with tenant_scope(agency):
        apply = StandardPage.objects.get(slug="apply", agency=agency)
        for r in ReferenceIndex.get_references_to(apply): print(r.content_type, r.object_id, r.model_path)
        print(Menu.objects.get().pk, HomePage.objects.get(agency=agency).pk, ReferenceIndex.is_indexed(Menu))
        print(list(ReferenceIndex.objects.filter(content_type=ContentType.objects.get_for_model(Menu)).values_list("object_id","to_object_id","model_path")), apply.pk)
    assert 0
