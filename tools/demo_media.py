"""Makes the video, the recording and the infographic of demo/files from the words of demo/items; run by hand when those change.

`python -m tools.demo_media` (needs Chromium, ffmpeg and espeak-ng). The words are those under the first heading of each item.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.demo_files import DEMO, LANGUAGES, show
from tools.needs import CHROMIUM, Need, chromium

FFMPEG = Need("ffmpeg", "no video or recording is made", "Debian: apt-get install ffmpeg.", lambda: _has("ffmpeg"))
ESPEAK = Need("espeak-ng", "no recording is made", "Debian: apt-get install espeak-ng.", lambda: _has("espeak-ng"))

VIDEO, RECORDING, INFOGRAPHIC = "video-sixty-days", "audio-protected-when-reporting", "infographic-information-request"
CARD_SECONDS, FRAMES = 3.5, 10
CARD_STYLE = """
body { margin: 0; background: var(--paper) }
.card { display: grid; grid-template: auto 1fr auto / auto 1fr; gap: 0 28px; width: 640px; height: 360px; padding: 40px 44px 32px;
  box-sizing: border-box; color: #1b211e; border-block-start: 12px solid #0e4b3a }
.number { grid-row: 1 / 3; font: 700 84px/1 "Noto Sans", "Noto Sans Arabic", sans-serif; color: #0e4b3a; min-width: 64px }
.words { grid-row: 1 / 3; align-self: start; margin: 4px 0 0; font: 400 33px/1.4 "Noto Sans", "Noto Sans Arabic", sans-serif }
html[lang=ar] .words { line-height: 1.65 }
.steps { grid-column: 1 / 3; display: flex; gap: 8px }
.steps i { flex: 1; height: 8px; border-radius: 4px; background: #d9d3c3 } .steps i.now { background: #9c3f1d }
"""
#: Voices of espeak-ng and words a minute.
VOICES = {"ar": ("ar", 160), "fr": ("fr", 155), "en": ("en-gb", 155)}
#: A synthetic voice reads Arabic as it is vocalised; the words are those of the item, which a check compares.
VOCALISED = """
تَعْرِفُونَ وَاقِعَةَ فَسَادٍ وَتَخَافُونَ مِنَ الحَدِيثِ عَنْهَا. يُمْكِنُ لِلْقَانُونِ سَبْعَةٌ وَثَلَاثُونَ عَشَرَة أَنْ يَحْمِيَكُمْ.
تَوَجَّهُوا إِلَى وَكِيلِ المَلِكِ أَوْ إِلَى قَاضِي التَّحْقِيقِ. يُمْكِنُهُ أَنْ يُخْفِيَ اسْمَكُمْ وَعُنْوَانَكُمْ، وَأَنْ يُعْطِيَكُمْ رَقْمًا هَاتِفِيًّا لِلشُّرْطَةِ، وَأَنْ يَحْمِيَ أُسْرَتَكُمْ.
قَبْلَ أَنْ تَتَكَلَّمُوا، دَوِّنُوا الوَقَائِعَ وَالتَّوَارِيخَ وَالأَمَاكِنَ. وَاحْفَظُوا الأَوْرَاقَ فِي مَكَانٍ آمِنٍ. وَعِنْدَ الخَطَرِ، اتَّصِلُوا بِالشُّرْطَةِ.
"""
SPOKEN_NUMBER = ("37.10", "سبعة وثلاثون عشرة")


def main() -> int:
    """Write the files; 0, or 1 when a program is missing or the vocalised text is not that of the item."""
    missing = [need for need in (CHROMIUM, FFMPEG, ESPEAK) if not need.is_present()]
    for need in missing:
        print(need.sentence())
    if missing:
        return 1
    if not _vocalised_as_written():
        print(f"The vocalised words in {__file__} are not those of demo/items/{RECORDING}.ar.md. Write them again.")
        return 1
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        cards = browser.new_page(viewport={"width": 640, "height": 360})
        picture = browser.new_page(viewport={"width": 760, "height": 600})
        for language in LANGUAGES:
            _video(cards, folder, language)
            _infographic(picture, folder, language)
            _recording(folder, language)
        browser.close()
    return 0


def _has(program: str) -> bool:
    return shutil.which(program) is not None


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _words(code: str, language: str) -> str:
    """The Markdown under the first heading of the item, up to the next one."""
    text = (DEMO / "items" / f"{code}.{language}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return text.partition("\n## ")[2].partition("\n")[2].partition("\n## ")[0].strip()


def _numbered(code: str, language: str) -> list[str]:
    return re.findall(r"^\d+\. (.+)$", _words(code, language), re.MULTILINE)


def _video(page: Page, folder: Path, language: str) -> None:
    """A silent film of one card a sentence, and the sentences as WebVTT."""
    sentences = _numbered(VIDEO, language)
    for number, sentence in enumerate(sentences, start=1):
        dots = "".join(f'<i class="{"now" if dot <= number else ""}"></i>' for dot in range(1, len(sentences) + 1))
        words = f'<b class="number">{number}</b><p class="words">{html.escape(sentence)}</p>'
        card = f'<div class="card">{words}<div class="steps">{dots}</div></div>'
        show(page, folder, language, card, CARD_STYLE)
        page.screenshot(path=folder / f"{number:02}.png")
    _run(
        *(
            "ffmpeg",
            "-y",
            "-framerate",
            f"1/{CARD_SECONDS}",
            "-i",
            folder / "%02d.png",
            "-frames:v",
            str(round(len(sentences) * CARD_SECONDS * FRAMES)),
        ),
        *("-c:v", "libx264", "-profile:v", "baseline", "-preset", "veryslow", "-tune", "stillimage", "-crf", "26"),
        *(
            "-r",
            str(FRAMES),
            "-pix_fmt",
            "yuv420p",
            "-fflags",
            "+bitexact",
            "-map_metadata",
            "-1",
            "-movflags",
            "+faststart",
        ),
        DEMO / "files" / f"{VIDEO}.{language}.mp4",
    )
    captions = "\n".join(_cues(sentences))
    (DEMO / "files" / f"{VIDEO}.{language}.vtt").write_text(f"WEBVTT\n\n{captions}", encoding="utf-8")


def _cues(sentences: list[str]) -> Iterator[str]:
    for number, sentence in enumerate(sentences):
        begin, end = number * CARD_SECONDS, (number + 1) * CARD_SECONDS
        yield f"00:00:{begin:06.3f} --> 00:00:{end:06.3f}\n{sentence}\n"


def _infographic(page: Page, folder: Path, language: str) -> None:
    """The steps of the item as the diagrams of tools.demo_files draw them: **when.** what then."""
    steps = (re.fullmatch(r"\*\*(.+?)\.?\*\* (.+)", step) for step in _numbered(INFOGRAPHIC, language))
    items = "".join(f"<li><b>{html.escape(s[1])}</b>{html.escape(s[2])}</li>" for s in steps if s)
    show(page, folder, language, f"<main><ol>{items}</ol></main>")
    page.locator("main").screenshot(path=DEMO / "files" / f"{INFOGRAPHIC}.{language}.png")


def _recording(folder: Path, language: str) -> None:
    """The words of the item, read by a synthetic voice."""
    voice, speed = VOICES[language]
    words = VOCALISED if language == "ar" else _words(RECORDING, language)
    sound = folder / "voice.wav"
    _run("espeak-ng", "-v", voice, "-s", str(speed), "-w", sound, "--", words)
    _run(
        *("ffmpeg", "-y", "-i", sound, "-ac", "1", "-ar", "22050", "-c:a", "libmp3lame", "-b:a", "16k"),
        *("-fflags", "+bitexact", "-map_metadata", "-1", DEMO / "files" / f"{RECORDING}.{language}.mp3"),
    )


def _vocalised_as_written() -> bool:
    bare = "".join(letter for letter in VOCALISED if not unicodedata.combining(letter))
    written = "".join(letter for letter in _words(RECORDING, "ar") if not unicodedata.combining(letter))
    return bare.split() == written.replace(*SPOKEN_NUMBER).split()


if __name__ == "__main__":
    sys.exit(main())
