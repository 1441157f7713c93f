"""What the path of a page in the tree says beyond its parents: whether it lies in an agency's bin.

Below the root of each agency stand the home pages of its sites and, once something was deleted there, its bin.
The bin is recognised by its path alone, so that no page needs a column that says where it is.
"""

from __future__ import annotations

from django.db.models import Q

from tenants.models import Agency

# Treebeard gives each level four characters: root, agency root.
AGENCY_PATH_LENGTH = 8
# Treebeard counts from one, so that no page it places ever takes this step.
BIN_STEP = "0000"


def bin_path(agency: Agency) -> str:
    """The tree path of the bin of an agency, whether there is one yet or not."""
    assert agency.root_page is not None
    return f"{agency.root_page.path}{BIN_STEP}"


def is_in_bin(path: str | None) -> bool:
    """Whether the page at this tree path lies in a bin, or is one."""
    return path is not None and path[AGENCY_PATH_LENGTH : AGENCY_PATH_LENGTH + len(BIN_STEP)] == BIN_STEP


def outside_bin(agency: Agency, field: str = "path") -> Q:
    """The condition that pages do not lie in the bin of the agency; ``field`` leads to their tree path.

    The agency's root page is read once an agency object. A plain look-up, since it has to get through to the
    engines that search pages in the admin.
    """
    # An agency that is being made has no root page, and nothing in its bin.
    return ~Q(**{f"{field}__startswith": bin_path(agency)}) if agency.root_page is not None else Q()
