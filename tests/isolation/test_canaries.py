"""The crawls can only find what is marked: every model has rows of every agency, every field its words."""

import pytest
from django.apps import apps
from django.db import models

from tenants.models import Agency
from tests.isolation.canaries import LUMARANT, TESSARIK, plant, rows_of, unmarked_fields, unplanted_models
from tests.isolation.canaries.unmarked import UNMARKED_FIELDS, UNMARKED_MODELS


def marked_models() -> list[type[models.Model]]:
    """The models that have to carry marked words."""
    return [
        model
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label not in UNMARKED_MODELS
    ]


@pytest.mark.django_db
def test_every_field_of_every_model_is_marked():
    plant(LUMARANT)

    assert unplanted_models(LUMARANT) == []
    assert {
        f"{model._meta.label}.{name}" for model in marked_models() for name in unmarked_fields(model, LUMARANT)
    } == set()


@pytest.mark.django_db
def test_ids_say_whose_a_row_is():
    plant(LUMARANT)
    plant(TESSARIK)

    assert {row.key for row in rows_of(Agency, LUMARANT)} == {"lumarant"}
    assert {row.key for row in rows_of(Agency, TESSARIK)} == {"tessarik"}
    for model in marked_models():
        words = [value for row in rows_of(model, TESSARIK) for value in vars(row).values() if isinstance(value, str)]
        assert not any(word in value for value in words for word in (LUMARANT.name, LUMARANT.secret)), model


def test_nothing_is_excused_that_is_gone():
    labels = {model._meta.label: {each.name for each in model._meta.fields} for model in apps.get_models()}

    # The index of one database is not there on the other.
    assert UNMARKED_MODELS.keys() - labels.keys() <= {"wagtailsearch.SQLiteFTSIndexEntry"}
    excused = [name.rpartition(".") for name in UNMARKED_FIELDS]
    assert {(label, name) for label, _dot, name in excused if name not in labels.get(label, set())} == set()
