"""Remembers what changed while an index is built beside the one in service, so that the new one lacks nothing.

A worker notes the keys before it reads the database. The build empties the journal and puts its index in service in one
transaction, so a key is either in the journal, and written by the build, or written by the worker into the new index.
"""

from collections.abc import Sequence

from django.db import transaction

from search.models import IndexBuild, IndexBuildChange


@transaction.atomic
def note_changes(keys: Sequence[str]) -> None:
    """Tell the build under way, if there is one, that these objects changed."""
    build = IndexBuild.objects.running().select_for_update().first()
    if build:
        IndexBuildChange.objects.bulk_create(IndexBuildChange(build=build, key=key) for key in keys)
