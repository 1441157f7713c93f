"""URLs of public hosts: agency sites and the portal."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from govcms.content import calendars, feeds, files, serving, sitemaps
from govcms.content.styleguide import views as styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap, name="sitemap_part"),
    path("media/<path:key>", files.media, name="media"),
    path("documents/<uuid:uid>/", files.document, name="document"),
    path("theme/", include("themes.urls")),
    path("styleguide/", serving.behind_pages(styleguide.styleguide), name="styleguide"),
    path("styleguide/preset.css", styleguide.stylesheet, name="styleguide_stylesheet"),
    path("styleguide/<slug:part>/", serving.behind_pages(styleguide.styleguide), name="styleguide_part"),
    # Wagtail asks for this name where a page is protected.
    path(
        "password/<int:restriction_id>/<int:page_id>/",
        serving.authenticate,
        name="wagtailcore_authenticate_with_password",
    ),
    path("", include("search.urls")),
    path("", include("govcms.engagement.urls")),
    path("", include("govcms.accessibility.urls")),
    re_path(r"^((?:[\w\-]+/)*)feed/$", feeds.feed, name="feed"),
    re_path(r"^((?:[\w\-]+/)+)calendar\.ics$", calendars.calendar, name="calendar"),
    re_path(r"^((?:[\w\-]+/)*)$", serving.serve, name="wagtail_serve"),
]

handler400 = "govcms.content.errors.bad_request"
handler403 = "govcms.content.errors.permission_denied"
handler404 = "govcms.content.errors.page_not_found"
handler500 = "govcms.content.errors.server_error"
