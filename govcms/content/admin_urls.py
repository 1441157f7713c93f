"""The addresses of screens of content in the admin, beside those of its viewsets."""

from django.urls import path

from govcms.content.approval.panels import ApprovalsView
from govcms.content.languages.views import LanguageView, TranslatePageView, TranslationsView, UpToDateView
from govcms.content.newcomers.views import ComingFromView
from govcms.content.pasting.views import paste, paste_file, paste_picture
from govcms.content.upkeep.views import UpkeepView

urlpatterns = [
    path("coming-from/", ComingFromView.as_view(), name="coming_from"),
    path("upkeep/", UpkeepView.as_view(), name="upkeep"),
    path("upkeep/results/", UpkeepView.as_view(results_only=True), name="upkeep_results"),
    path("paste/", paste, name="paste"),
    path("paste/file/", paste_file, name="paste_file"),
    path("paste/picture/", paste_picture, name="paste_picture"),
    path("approvals/", ApprovalsView.as_view(), name="approvals"),
    path("translations/", TranslationsView.as_view(), name="translations"),
    path("translations/<uuid:site_uid>/<str:language>/", LanguageView.as_view(), name="translations_into"),
    path("translations/<int:page_id>/up-to-date/", UpToDateView.as_view(), name="translation_up_to_date"),
    path("translations/<int:page_id>/into/<str:language>/", TranslatePageView.as_view(), name="translate_page"),
]
