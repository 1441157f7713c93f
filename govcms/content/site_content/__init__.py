"""Sites as data: TOML files that become pages, menus, settings and files.

``docs/how-to/write-a-site-template.md`` describes the format. Site templates and the demo are written in it.
"""

from govcms.content.site_content.files import SiteContent, read_site_content
from govcms.content.site_content.template import FileSiteTemplate, read_site_templates

__all__ = ["FileSiteTemplate", "SiteContent", "read_site_content", "read_site_templates"]
