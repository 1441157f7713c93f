"""What carries no marked words, each with the reason; everything else with a table has to.

Kept apart from ``tenants.checks``, which says whose a table is: a table may be nobody's and yet hold words of
agencies (history, sessions, uploads), and then it is marked and crawled for.
"""

_PLATFORM = "The platform's, the same for all agencies."
_NAMES = "Names of rights and models, from code."
_EMPTY = "Wagtail's model in place of which ours is used; empty."
_LINK = "Two ids and no words; the rows at both ends are marked."
_SIGN_IN = "Hashes and counts of a person's sign-in, whatever agencies she works in."

UNMARKED_MODELS: dict[str, str] = {
    "pages.Topic": _PLATFORM,
    "tenants.HostMapVersion": "One number.",
    "wagtailcore.Locale": _PLATFORM,
    "wagtailcore.Workflow": _PLATFORM,
    "wagtailcore.WorkflowTask": _PLATFORM,
    "wagtailcore.WorkflowPage": _PLATFORM,
    "wagtailcore.WorkflowContentType": _PLATFORM,
    "wagtailcore.Task": _PLATFORM,
    "wagtailcore.GroupApprovalTask": _PLATFORM,
    "content.RoleApprovalTask": _PLATFORM,
    "content.DocumentUse": _LINK,
    "tenants.UnsealedEntry": "One id.",
    "tenants.AuditSeal": "Hashes and ids of entries.",
    "tenants.Exemption": "Stands within a transaction of the platform's alone.",
    "identity.FailureCount": _SIGN_IN,
    "identity.KnownDevice": _SIGN_IN,
    "identity.AuthenticatorApp": _SIGN_IN,
    "identity.RecoveryCode": _SIGN_IN,
    "wagtailcore.GroupSitePermission": "Unused; a check asserts that there are none.",
    "wagtailcore.ReferenceIndex": _LINK,
    "wagtailadmin.Admin": "Has no table.",
    "wagtailusers.UserProfile": "Settings of a person: language, time zone, contrast.",
    "wagtailimages.Image": _EMPTY,
    "wagtailimages.Rendition": _EMPTY,
    "wagtaildocs.Document": _EMPTY,
    "taggit.Tag": _EMPTY,
    "taggit.TaggedItem": _EMPTY,
    "wagtailembeds.Embed": "What public services answered about public addresses.",
    "wagtailsearch.IndexEntry": "Derived from rows that are marked.",
    "wagtailsearch.SQLiteFTSIndexEntry": "Derived from rows that are marked.",
    "django_tasks_database.DBTaskResult": "The queue; tests run tasks at once.",
    "search.OutboxRow": "Ids of entries to index.",
    "auth.Permission": _NAMES,
    "contenttypes.ContentType": _NAMES,
    "sessions.Session": "A key and the id of an account.",
    "content.AgenciesPage": "The platform's alone: it lists all live agencies.",
    "content.LatestNewsPage": "The platform's alone: it shows the news of all agencies.",
    "themes.Theme": "A preset and colours, public with the site's stylesheet.",
}

UNMARKED_FIELDS: dict[str, str] = {
    "content.Menu.language": "A code.",
    "media.AgencyImage.file_hash": "A hash.",
    "media.AgencyDocument.file_hash": "A hash.",
    "media.Rendition.filter_spec": "A size.",
    "media.Rendition.focal_point_key": "Numbers.",
    "identity.User.password": "A hash.",
    "pages.Page.path": "A place in the tree.",
    "record.PublicationEvent.address_sha256": "A hash.",
    "record.PublicationEvent.language": "A code.",
    "record.PublicationEvent.text_sha256": "A hash.",
    "record.PublishedText.sha256": "A hash.",
    "tenants.Agency.time_zone": "A name that everybody knows.",
    "tenants.AgencySite.default_language": "A code.",
    "tenants.AgencySite.languages": "Codes.",
    "wagtailadmin.EditingSession.object_id": "An id; ids are marked by their range.",
    "wagtailadmin.FormState.object_id": "An id; ids are marked by their range.",
    "wagtailadmin.FormState.parent_object_id": "An id; ids are marked by their range.",
    "wagtailcore.Collection.path": "A place in the tree.",
    "wagtailcore.ModelLogEntry.action": "A key from code.",
    "wagtailcore.ModelLogEntry.object_id": "An id; ids are marked by their range.",
    "wagtailcore.PageLogEntry.action": "A key from code.",
    "wagtailcore.WorkflowState.object_id": "An id; ids are marked by their range.",
    "wagtailcore.Revision.object_id": "An id; ids are marked by their range.",
    "wagtailcore.Comment.position": "Places in a text.",
    "wagtailcore.Comment.contentpath": "The name of a field.",
    "identity.Passkey.credential_id": "A key that a browser made.",
    "identity.SignedInSession.session_key": "A key.",
    "tenants.AuditEntry.action": "A key from code.",
    "tenants.AuditEntry.subject_type": "The name of a model.",
    "tenants.AuditEntry.subject": "A uid; uids are marked by themselves.",
    "tenants.AuditEntry.reference": "The reference of a request.",
    "search.Entry.type": "The name of a page type.",
    "search.Entry.topics": "Keys of the platform's topics.",
    "search.Entry.language": "A code.",
}
