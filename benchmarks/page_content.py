"""The content both measured projects show: a page with eight blocks, two levels of menu, a footer."""

import uuid
from typing import Any

MENU = {f"Section {first}": [f"Part {first}.{second}" for second in range(1, 4)] for first in range(1, 6)}
FOOTER = ["Accessibility", "Privacy", "Cookies", "Contact"]
PARAGRAPH = "<p>You can apply if you have lived here for two years. It is free and takes ten minutes.</p>"


def items(*values: Any) -> list[dict[str, Any]]:
    """Values as a ListBlock stores them."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def body(*, pages: list[int], images: list[int], documents: list[int]) -> list[dict[str, Any]]:
    """Eight blocks with five links, four pictures and three documents."""
    links = "".join(f'<p>See <a linktype="page" id="{page}">the rules</a>.</p>' for page in pages[:5])
    return [
        {"type": "heading", "value": {"text": "Who can apply", "level": "h2"}},
        {"type": "rich_text", "value": PARAGRAPH * 5 + links},
        {"type": "image", "value": {"image": images[0], "alt_text": "", "caption": "The new library"}},
        {"type": "callout", "value": {"tone": "warning", "title": "Closed", "text": PARAGRAPH}},
        {
            "type": "accordion",
            "value": {"sections": items(*({"heading": f"Case {number}", "text": PARAGRAPH} for number in range(4)))},
        },
        {
            "type": "table",
            "value": {
                "caption": "Fees",
                "columns": [{"type": "text", "heading": "Service"}, {"type": "text", "heading": "Fee"}],
                "rows": [{"values": [f"Service {number}", str(number)]} for number in range(6)],
            },
        },
        {
            "type": "card_grid",
            "value": {
                "cards": items(
                    *(
                        {"title": f"Card {number}", "text": "In a few words.", "page": page, "url": "", "image": image}
                        for number, (page, image) in enumerate(zip(pages[:3], images[1:4], strict=True))
                    )
                )
            },
        },
        {"type": "document_list", "value": {"title": "Forms", "documents": items(*documents[:3])}},
    ]
