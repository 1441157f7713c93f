"""What a page cannot keep of a document, in words."""

from collections import Counter

from django.utils.translation import gettext, ngettext


def in_words(left_out: Counter[str]) -> list[str]:
    """A sentence for each kind of thing that was left out."""
    sentences = {
        "title": gettext("The title of the document: write it as the title of the page."),
        "pictures": ngettext(
            "%(count)d picture that the program did not hand over: upload it and add it with the block “Image”.",
            "%(count)d pictures that the program did not hand over: upload them and add them with the block “Image”.",
            left_out["pictures"],
        ),
        "large tables": ngettext(
            "%(count)d table that is too large for a page: publish it as a file, or show the rows that matter.",
            "%(count)d tables that are too large for a page: publish them as files, or show the rows that matter.",
            left_out["large tables"],
        ),
        "merged cells": ngettext(
            "%(count)d merged cell: its words are in the first place, the others are empty.",
            "%(count)d merged cells: their words are in the first place, the others are empty.",
            left_out["merged cells"],
        ),
        "footnotes": ngettext(
            "%(count)d footnote: put what matters into the text.",
            "%(count)d footnotes: put what matters into the text.",
            left_out["footnotes"],
        ),
        "shapes": ngettext("%(count)d text box or drawing.", "%(count)d text boxes and drawings.", left_out["shapes"]),
        "embeds": ngettext(
            "%(count)d video or other embedded content.",
            "%(count)d videos or other embedded contents.",
            left_out["embeds"],
        ),
        "objects": ngettext(
            "%(count)d object of another program, such as a sheet or a diagram: publish it as a file, or as a table.",
            "%(count)d objects of other programs, such as sheets or diagrams: publish them as files, or as tables.",
            left_out["objects"],
        ),
        "fields": ngettext("%(count)d field to fill in.", "%(count)d fields to fill in.", left_out["fields"]),
        "comments": ngettext("%(count)d comment.", "%(count)d comments.", left_out["comments"]),
        "deletions": ngettext(
            "%(count)d passage that was marked as deleted.",
            "%(count)d passages that were marked as deleted.",
            left_out["deletions"],
        ),
        "links": ngettext(
            "%(count)d link that leads to nothing on the web; its words are kept.",
            "%(count)d links that lead to nothing on the web; their words are kept.",
            left_out["links"],
        ),
        "raised": ngettext(
            "%(count)d raised or lowered letter; it is kept as a plain one.",
            "%(count)d raised or lowered letters; they are kept as plain ones.",
            left_out["raised"],
        ),
        "contents": gettext("The table of contents: pages make their own from the headings."),
        "ticks": gettext("What is ticked off in lists: the words of the items are kept."),
        "struck through": gettext("Lines through words: the words are kept. Delete what no longer holds."),
        "underlining": gettext("Underlining: readers take it for a link."),
        "colours": gettext("Colours: the look of the site decides them."),
        "alignment": gettext("Alignment: the look of the site decides it."),
    }
    return [words % {"count": left_out[kind]} for kind, words in sentences.items() if left_out[kind]]
