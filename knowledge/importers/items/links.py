"""Where the links between the files of a folder lead: to the pages that were made of them."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from core.importing.bodies import PENDING, Resolve
from core.importing.readers import SourceRow

_INDEXES = ("README.md", "readme.md", "index.md")


@dataclass
class FolderLinks:
    """The files of a folder by what links to them: path, or the permalink in their front matter."""

    paths: set[str] = field(default_factory=set)
    permalinks: dict[str, str] = field(default_factory=dict)
    #: Keys of pages by (language, path).
    pages: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[SourceRow]) -> "FolderLinks":
        """What can be linked to among these rows."""
        links = cls()
        for row in rows:
            if row.problem is None:
                links.paths.add(row.source_id)
                if isinstance(address := row.values.get("permalink"), str):
                    links.permalinks[address.strip("/")] = row.source_id
        return links

    def resolver(self, source_id: str, language: str) -> Resolve:
        """Where relative links of one file lead."""

        def resolve(address: str) -> int | None:
            path = self.file_of(source_id, address)
            if path is None:
                return None
            return self.pages.get((language, path), PENDING)

        return resolve

    def file_of(self, source_id: str, address: str) -> str | None:
        """The file that an address in another file names, or None."""
        bare = unquote(address.split("#")[0].split("?")[0])
        folder = "" if bare.startswith("/") else posixpath.dirname(source_id)
        path = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
        named = self.permalinks.get(path.strip("/"))
        wanted = [path, f"{path}.md", *(posixpath.join(path, index) for index in _INDEXES)]
        return named or next((one for one in wanted if one in self.paths), None)
