"""What is said of translations that are missing or wrong."""

from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from infrastructure import catalogues


def wanted() -> Catalog:
    """The strings of a small source."""
    source = Catalog()
    for line, words, context in catalogues.strings_in(
        'a = _("Hello %(name)s")\nb = ngettext("%(n)d page", "%(n)d pages", 3)\nc = pgettext("verb", "Open")\n'
        'd = _("<b>Now</b>")\ne = _(computed)\n'
    ):
        source.add(words, None, [("module.py", line)], context=context)
    return source


GOOD = """
msgid "Hello %(name)s"
msgstr "Bonjour %(name)s"

msgid "%(n)d page"
msgid_plural "%(n)d pages"
msgstr[0] "une page"
msgstr[1] "%(n)d pages"

msgctxt "verb"
msgid "Open"
msgstr "Ouvrir"

msgid "<b>Now</b>"
msgstr "<b>Maintenant</b>"
"""


def problems(text: str, language: str = "fr") -> list[str]:
    """What is wrong with a catalogue of these entries."""
    header = f'msgid ""\nmsgstr ""\n"Plural-Forms: {catalogues.PLURALS[language]}\\n"\n'
    catalogue = read_po(BytesIO((header + text).encode()), locale=language)
    return list(catalogues.problems_of(language, catalogue, wanted()))


def test_a_complete_translation_is_good() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('msgstr "Bonjour %(name)s"', 'msgstr ""', "'Hello %(name)s' (module.py): no translation"),
        ('msgid "Hello %(name)s"', '#, fuzzy\nmsgid "Hello %(name)s"', "marked as fuzzy"),
        ("Bonjour %(name)s", "Bonjour %(nom)s", "placeholders differ in 'Bonjour %(nom)s': %(name)s, %(nom)s"),
        ("Bonjour %(name)s", "Bonjour", "placeholders differ in 'Bonjour': %(name)s"),
        ("Bonjour %(name)s", "100 % %(name)s", "a % that is no placeholder"),
        ('msgstr[1] "%(n)d pages"', 'msgstr[1] "pages"', "placeholders differ in 'pages': %(n)d"),
        ('msgstr[1] "%(n)d pages"', 'msgstr[1] ""', "2 forms are needed, 1 are there"),
        ('msgctxt "verb"\n', "", "'Open' (module.py): no translation"),
        ("<b>Maintenant</b>", "Maintenant", "HTML elements differ"),
    ],
)
def test_what_is_wrong_is_said_with_the_string(right: str, wrong: str, said: str) -> None:
    [problem] = problems(GOOD.replace(right, wrong))

    assert said in problem


def test_arabic_needs_six_forms() -> None:
    [problem] = [problem for problem in problems(GOOD, "ar") if "forms" in problem]

    assert "'%(n)d page' (module.py): 6 forms are needed, 2 are there" in problem


def test_templates_and_modules_are_read() -> None:
    found = catalogues.words_of_source()

    assert found.get("Skip to main content").locations[0][0] == "themes/templates/base.html"
    assert "govcms/content/errors.py" in {name for name, _ in found.get("Page not found").locations}
    assert "count pages" not in str([message.id for message in found])
