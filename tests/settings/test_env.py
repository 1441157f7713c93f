"""Readers of the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from govcms.settings import env
from govcms.settings.secret import read_or_make_key


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        ("70000", lambda: env.number("V", 1, lowest=1, highest=65535), "V must be a whole number from 1 to 65535"),
        ("80a", lambda: env.number("V", 1, lowest=1, highest=65535), "V must be a whole number from 1 to 65535"),
        ("²", lambda: env.number("V", 1, lowest=1, highest=65535), "V must be a whole number from 1 to 65535"),
        ("ftp", lambda: env.choice("V", "http", options=["http", "https"]), "V must be one of http, https"),
        ("/etc/passwd", lambda: env.folder("V", Path("var")), "V must name a folder"),
        ("http://localhost", lambda: env.host("V", "x"), "V must be a host name without scheme and port"),
        ("local_host", lambda: env.host("V", "x"), "V must be a host name without scheme and port"),
        ("10.0.0.0/8, proxy", lambda: env.networks("V"), "V must list IP addresses and networks"),
        ("10.0.0.1/8", lambda: env.networks("V"), "V must list IP addresses and networks"),
    ],
)
def test_a_bad_value_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Callable[[], object], sentence: str
) -> None:
    monkeypatch.setenv("V", value)

    with pytest.raises(env.BadEnvironment) as error:
        read()

    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_an_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("V", " ")

    assert env.number("V", 8000, lowest=1, highest=65535) == 8000
    assert env.host("V", "localhost") == "localhost"


def test_networks_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("V", "10.0.0.0/8, 2001:db8::1,")

    assert [str(network) for network in env.networks("V")] == ["10.0.0.0/8", "2001:db8::1/128"]
    monkeypatch.setenv("V", "")
    assert env.networks("V") == []


def test_a_file_gives_way_to_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# words\n\nGIVEN=from file\nQUOTED="two words"\n', encoding="utf-8")
    monkeypatch.setenv("GIVEN", "from environment")
    monkeypatch.setenv("QUOTED", "")
    monkeypatch.delenv("QUOTED")

    env.load_file(file)

    assert env.text("GIVEN") == "from environment"
    assert env.text("QUOTED") == "two words"


def test_a_bad_line_of_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT 8000\n", encoding="utf-8")

    with pytest.raises(env.BadEnvironment, match=r"Line 1 of \.env is not NAME=value"):
        env.load_file(file)


def test_the_key_is_made_once_and_is_its_owners(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "")
    data_dir = tmp_path / "var"

    key = read_or_make_key(data_dir)

    assert len(key) >= 50
    assert read_or_make_key(data_dir) == key
    assert (data_dir / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data_dir.iterdir()] == ["secret_key"]


def test_a_key_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "from the environment")

    assert read_or_make_key(tmp_path) == "from the environment"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "")
    (tmp_path / "secret_key").write_text("", encoding="ascii")

    with pytest.raises(env.BadEnvironment, match="is damaged"):
        read_or_make_key(tmp_path)
