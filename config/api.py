"""The public API: what programs may ask, under /api/v1/. Outside the languages' addresses, so that a 404 stays one."""

from ninja import NinjaAPI

from search.api import router as search

# No documentation page: the library's own loads its script from elsewhere. The description is at openapi.json.
api = NinjaAPI(title="Integrity Portal", version="1", docs_url=None, urls_namespace="api")
api.add_router("", search)
