"""What a background task says of itself."""

import pytest

from tenants.background import background_task, label_of
from tenants.tasks import mail_invitation


def test_a_task_names_its_agency_or_says_why_it_has_none() -> None:
    def of_an_agency(*, agency_uid: str) -> None:
        """Do nothing."""

    def of_nobody() -> None:
        """Do nothing."""

    for function, reason in ((of_nobody, ""), (of_nobody, "  "), (of_an_agency, "It is about a person.")):
        with pytest.raises(TypeError, match="must take agency_uid, or else say without_agency"):
            background_task("Do nothing", without_agency=reason)(function)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (mail_invitation.module_path, "Mail an invitation"),
        ("wagtail.tasks.delete_file_from_storage_task", "Delete a file"),
        ("gone.tasks.count_visitors", "count visitors"),
    ],
)
def test_a_task_is_told_in_words(path: str, label: str) -> None:
    assert label_of(path) == label
