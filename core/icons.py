"""The portal's icons, as SVG that needs no request, and its mark."""

from functools import lru_cache

from core.zellige import octagon, path, star

ICONS = {  # 24 x 24, stroke only; those in TURN point along the line of text and mirror with it
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h10"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "law": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z"/>',
    "guide": '<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14"/>',
    "data": '<path d="M4 20V10M10 20V4M16 20v-7M21 20H3"/>',
    "building": '<path d="M3 9l9-5 9 5H3zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18"/>',
    "action": '<path d="M5 21V4M5 4h13l-3 4 3 4H5"/>',
    "voice": '<path d="M4 5h16v11H11l-5 4v-4H4z"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5"/>',
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
    "link": '<path d="M9 15l6-6M10 6l2-2a4.2 4.2 0 0 1 6 6l-2 2M14 18l-2 2a4.2 4.2 0 0 1-6-6l2-2"/>',
    "quote": '<path d="M10 7H5v6h5v1c0 1.5-1 3-3 3M20 7h-5v6h5v1c0 1.5-1 3-3 3"/>',
    "phone": '<path d="M6 3h3l1.5 5-2 1.5a12 12 0 0 0 6 6l1.5-2 5 1.5v3c0 1.5-1 2.5-2.5 2.5C11 20 4 13 4 5.5 4 4 5 3 6 3z"/>',
    "mail": '<path d="M3 6h18v13H3zM3 7l9 7 9-7"/>',
    "pin": '<path d="M12 21c4-5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 2.5 4 5.5 4 8.5s-1 6-4 8.5c-3-2.5-4-5.5-4-8.5s1-6 4-8.5z"/>',
    "warn": '<path d="M12 4 2.5 20h19zM12 10v5M12 17.2v.3"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.3"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 6.5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "feed": '<path d="M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M5 18.5v.5"/>',
    "train": '<path d="M2.5 9 12 5l9.5 4L12 13zM6.5 11v5.5c3 2 8 2 11 0V11"/>',
    "star": '<path d="M12 3l2 4.5L19 6l-1.5 5L21 12l-3.5 1L19 18l-5-1.5L12 21l-2-4.5L5 18l1.5-5L3 12l3.5-1L5 6l5 1.5z"/>',
    "play": '<path d="M4 5h16v14H4zM10 9v6l5-3z"/>',
    "sound": '<path d="M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>',
    "picture": '<path d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.3"/>',
    "share": '<path d="M12 15V4M8 7.5 12 4l4 3.5M6 11H5v9h14v-9h-1"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
}
TURN = {"arrow", "back", "guide", "menu", "quote"}


@lru_cache(maxsize=128)
def icon(name: str, size: int = 20) -> str:
    """The icon as SVG, `size` pixels wide without the style sheet; raises KeyError for an unknown name."""
    turn = " icon-turn" if name in TURN else ""
    return (
        f'<svg class="icon{turn}" viewBox="0 0 24 24" width="{size}" height="{size}" fill="none"'
        f' stroke="currentColor" aria-hidden="true">{ICONS[name]}</svg>'
    )


@lru_cache(maxsize=8)
def mark(size: int = 40) -> str:
    """The portal's sign, the eight-pointed seal open at its heart, as SVG `size` pixels wide."""
    centre = 100 + 100j
    ring = path([[p + centre for p in star(98, 2)], [p + centre for p in reversed(star(62, 2))]])
    core = path([[p + centre for p in octagon(24, 0.3927)]])
    return (
        f'<svg viewBox="0 0 200 200" width="{size}" height="{size}" aria-hidden="true">'
        f'<path fill="currentColor" fill-rule="evenodd" d="{ring}{core}"/></svg>'
    )
