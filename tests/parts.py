"""The part that each test process has of servers that it shares with others: a bucket, an index, keys in the cache."""

from collections.abc import Iterator

import boto3
import pytest
from django.conf import settings
from django.core.cache import cache
from elasticsearch import Elasticsearch


@pytest.fixture(scope="session", autouse=True)
def own_parts() -> Iterator[None]:
    """Make what the settings name, and leave nothing behind."""
    if settings.S3 is None:
        yield
    else:
        # The library's own session would keep this key for tests that start a store of theirs.
        store = boto3.Session().resource("s3", endpoint_url=settings.S3["endpoint_url"])
        bucket = store.create_bucket(Bucket=settings.S3["bucket_name"])
        yield
        bucket.objects.all().delete()
        bucket.delete()
    if settings.ELASTICSEARCH is not None:
        delete_indices(Elasticsearch(**settings.ELASTICSEARCH), settings.SEARCH_INDEX)
    cache.clear()


def delete_indices(server: Elasticsearch, name: str) -> None:
    """Delete every index whose name begins with ``name``."""
    # By their names: servers refuse to delete by a pattern.
    for index in server.indices.get(index=f"{name}*").body:
        server.indices.delete(index=index)
