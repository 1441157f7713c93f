"""The platform's words in the languages it ships: collect them, check and compile their translations.

Needs no gettext programs. ``python -m infrastructure.catalogues extract | check | compile``
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "govcms" / "locale"
SOURCES = ("govcms", "search", "tenants", "themes")

# Rules of plurals, as Django's own catalogues have them: their forms are in this order.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5);",
}
# Forms that stand for one number alone: they may say it in words.
_FORMS_OF_ONE_NUMBER = {"fr": frozenset({0}), "ar": frozenset({0, 1, 2})}

_FUNCTIONS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
_TAG = re.compile(r"</?[a-z][a-z0-9]*")


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit code is 1 where something is wrong."""
    match arguments:
        case ["extract"]:
            return extract()
        case ["check"]:
            return check()
        case ["compile"]:
            return compile_all()
    print(__doc__)
    return 2


def extract() -> int:
    """Bring every catalogue in step with the source: new words wait for a translation, unused ones are set aside."""
    wanted = words_of_source()
    for language in PLURALS:
        catalogue = read(language)
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
        print(f"{language}: {len(catalogue)} strings, {sum(1 for _ in untranslated(catalogue))} to translate")
    return 0


def check() -> int:
    """Say what is wrong with the translations."""
    wanted = words_of_source()
    problems = [problem for language in PLURALS for problem in problems_of(language, read(language), wanted)]
    for problem in problems:
        print(problem)
    print(f"{len(wanted)} strings in {len(PLURALS)} translations, {len(problems)} problems")
    return 1 if problems else 0


def compile_all() -> int:
    """Write the form that programs read beside each catalogue that is newer."""
    for language in PLURALS:
        source = path_of(language)
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Nobody reads half a file, and several test processes may come here at once.
        draft = compiled.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.replace(compiled)
    return 0


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE_DIR / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = path_of(language)
    content = path.read_bytes() if path.exists() else b""
    if not content:
        headers = (
            "Project-Id-Version: govcms",
            f"Plural-Forms: {PLURALS[language]}",
            "Content-Type: text/plain; charset=utf-8",
        )
        content = "\n".join(['msgid ""', 'msgstr ""', *(f'"{header}\\n"' for header in headers), ""]).encode()
    return read_po(BytesIO(content), locale=language)


def words_of_source(folders: Iterable[str] = SOURCES) -> Catalog:
    """All strings for translation in Python files and templates, with the files they are in."""
    found = Catalog(charset="utf-8")
    for folder in folders:
        for path in sorted((BASE_DIR / folder).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                source = path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
                # The tokenizer, which is Python's, takes no offence at what is left when it is not indented.
                templated = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                source = "\n".join(line.strip() for line in templated.splitlines())
            else:
                continue
            where = path.relative_to(BASE_DIR).as_posix()
            for line, words, context in strings_in(source):
                found.add(words, None, [(where, line)], context=context)
    return found


def strings_in(source: str) -> Iterator[tuple[int, Any, str | None]]:
    """The strings for translation in Python source: line, words (a pair where there is a plural), context."""
    calls: Iterator[Any] = extract_python(BytesIO(source.encode()), _FUNCTIONS, [], {"encoding": "utf-8"})
    for line, function, arguments, _comments in calls:
        given: list[Any] = list(arguments) if isinstance(arguments, tuple) else [arguments]
        places = _FUNCTIONS[function] or (1,)
        context = given[0] if isinstance(places[0], tuple) else None
        chosen = tuple(given[place - 1] for place in places if isinstance(place, int) and place <= len(given))
        if not chosen or not all(isinstance(words, str) and words for words in chosen):
            continue
        yield line, chosen if len(chosen) > 1 else chosen[0], context


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """The strings that have no translation, or one that somebody has to look at."""
    for message in catalogue:
        if message.id and (not _forms(message) or not all(_forms(message)) or message.fuzzy):
            yield message


def problems_of(language: str, catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    """What is wrong with the translations of the words that are wanted, each with the string it is about."""
    for source in wanted:
        if not source.id:
            continue
        message = catalogue.get(source.id, source.context)
        about = f"{language}: {_first(source)!r} ({source.locations[0][0]})"
        if message is None or not any(_forms(message)):
            yield f"{about}: no translation"
        elif message.fuzzy:
            yield f"{about}: marked as fuzzy"
        else:
            yield from (f"{about}: {problem}" for problem in _faults(language, source, message))


def _faults(language: str, source: Message, message: Message) -> Iterator[str]:
    forms = _forms(message)
    expected = int(PLURALS[language].partition("nplurals=")[2][0]) if source.pluralizable else 1
    if len(forms) != expected or not all(forms):
        yield f"{expected} forms are needed, {sum(map(bool, forms))} are there"
        return
    originals = _texts(source.id)
    known = set().union(*(_placeholders(words) for words in originals))
    # The form for one in English may say the number in words.
    always = set.intersection(*(_placeholders(words) for words in originals))
    tags = Counter(_TAG.findall(originals[-1]))
    for number, words in enumerate(forms):
        used = _placeholders(words)
        spelled_out = source.pluralizable and number in _FORMS_OF_ONE_NUMBER[language]
        missing = (always if spelled_out else known) - used
        if spelled_out and len(missing) == 1 and len(known) >= 1:
            missing = set()
        if missing or used - known:
            yield f"placeholders differ in {words!r}: {', '.join(sorted(missing | (used - known)))}"
        if "%" in _PLACEHOLDER.sub("", words).replace("%%", "") and "python-format" in source.flags:
            yield f"a % that is no placeholder in {words!r}"
        if Counter(_TAG.findall(words)) != tags:
            yield f"HTML elements differ in {words!r}"
        if (words[0], words[-1]) != (originals[-1][0], originals[-1][-1]) and "\n" in {
            words[0], words[-1], originals[-1][0], originals[-1][-1],
        }:  # fmt: skip
            yield f"line breaks at the ends differ in {words!r}"


def _forms(message: Message) -> tuple[str, ...]:
    return _texts(message.string)


def _texts(words: Any) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list | tuple) else (words,)


def _first(message: Message) -> str:
    return _texts(message.id)[0]


def _placeholders(words: str) -> set[str]:
    return {match[0] for match in _PLACEHOLDER.finditer(words)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
