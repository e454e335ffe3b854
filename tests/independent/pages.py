"""Checks the pages that supple prints with other people's programs: the visit page, the handout and every kind of
chart, as PDF, SVG and PNG, of a made-up diary in several alphabets with private entries in it. Nothing of supple is
used but the program itself. See README.md beside this file."""

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from datetime import date, timedelta
from pathlib import Path

import cairosvg
import numpy as np
from PIL import Image

LAST = date(2026, 11, 22)
DAYS = 63
# In every private entry, and nowhere else.
PRIVATE = "hushhush"
KINDS = ["progress", "calendar", "exercise", "goals", "sites", "times"]
DPI = 150
# How far the ink of two renderings of one drawing may lie apart, of 255: in the mean of all square millimetres, and in
# the one that is worst. The two programs that draw the SVG put the same grey at an edge, to a hair. Our own PNG puts
# lines on whole pixels, so that they are crisp, and Poppler draws letters and lines a little heavier than all others:
# up to half a pixel at an edge, and a square millimetre at this resolution is six pixels wide. The last letter of the
# smallest type missing from a page is more than any of the limits, which is tried on every run.
LIMITS = {("librsvg", "CairoSVG"): (0.5, 12.0)}
USUAL_LIMITS = (2.5, 52.0)
# What must be told apart on a grey copy: two colours of one picture, and how much lighter one must be than the other,
# as the contrast ratio of WCAG 2. Where they differ in shape as well, 1.25 is enough to be seen at all.
PAIRS = [
    ("progress", "each rating on paper", "#2a69ac", "#ffffff", 3.0),
    ("progress", "7-day mean on paper", "#0e2a4f", "#ffffff", 4.5),
    ("progress", "7-day mean and each rating", "#0e2a4f", "#2a69ac", 1.25),
    ("progress", "the line below the first two weeks on paper", "#1a6640", "#ffffff", 4.5),
    ("progress", "each rating on the first two weeks", "#2a69ac", "#f2ecdf", 3.0),
    ("progress", "sessions done and planned", "#2f5782", "#e6ebf0", 3.0),
    ("progress", "the edge of sessions planned on paper", "#8692a0", "#ffffff", 3.0),
    ("exercise", "what was done on paper", "#2f5782", "#ffffff", 4.5),
    ("times", "the median and the middle half", "#0e2a4f", "#e6ebf0", 4.5),
    ("goals", "a goal's line on paper", "#0e2a4f", "#ffffff", 4.5),
]
TEXT = ["#141b24", "#505a66"]


class Supple:
    """The program, in a folder of its own."""

    def __init__(self, program):
        self.program = str(Path(program).resolve())
        self.holder = tempfile.TemporaryDirectory(prefix="supple-pages-")
        self.folder = Path(self.holder.name)

    def run(self, day, *words, time="20:00"):
        environment = {"SUPPLE_DB": str(self.folder / "diary.db"), "SUPPLE_NOW": f"{day}T{time}:00+01:00",
                       "HOME": str(self.folder), "TZ": "CET-1", "PATH": os.environ["PATH"], "COLUMNS": "10000"}
        done = subprocess.run([self.program, *words], env=environment, capture_output=True, text=True, cwd=self.folder,
                              stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise SystemExit(f"{words}: {done.stderr}")
        return done.stdout

    def page(self, name, *words):
        """A page in every format; what programs read of it."""
        for ending in ["pdf", "svg", "png"]:
            dpi = ["--dpi", str(DPI)]
            said = self.run(LAST, *words, "--json", "--replace", "--out", f"{name}.{ending}", *dpi)
        self.run(LAST, *words, "--replace", "--out", f"{name}-grey.png", "--mono", *dpi)
        return json.loads(said)


def keep_a_diary(supple):
    """Nine weeks in several alphabets, with something private in between."""
    first = LAST - timedelta(days=DAYS - 1)
    supple.run(first, "assign", "piriformis-dgs", "--side", "left", time="08:00")
    supple.run(first, "assign", "coccydynia", time="08:01")
    goals = ["einen Film im Sitzen sehen", "σκάλες χωρίς πόνο", "wieder mit Łucja tańczyć 💃"]
    for goal in goals:
        supple.run(first, "goal", "add", goal, time="08:02")
    notes = ["Tiefgesäßschmerz nach Oberschenkelrückseitenübung", "πόνος μετά το κάθισμα", "źle spałam, ból rano 😖",
             "nach dem Spaziergang besser 🚶‍♀️"]
    for number in range(DAYS):
        day = first + timedelta(days=number)
        if number % 9 != 8:
            flare = 3 if 40 <= number < 43 else 0
            score = str(max(1, 7 - number // 13 + flare - number % 2))
            more = ["--tag", "długie siedzenie"] if number % 3 == 0 else ["--tag", "περπάτημα"] if number % 5 == 0 else []
            more += ["--took", "ibuprofen 400 mg"] if number % 6 == 0 else []
            site = ["--site", "buttock", "--side", "left"] if number % 4 else ["--site", "tailbone"]
            supple.run(day, "log", score, "--worst", str(min(10, int(score) + 2)), "--note", notes[number % 4], *site, *more)
            supple.run(day, "log", str(max(0, int(score) - 1)), "--morning", time="07:30")
        if number % 4 != 3:
            supple.run(day, "done", "--all", "--pain", str(number % 3), time="18:00")
        if number % 5 == 0:
            supple.run(day, "log", "9", "--private", "--note", PRIVATE, "--tag", PRIVATE, "--own-site", PRIVATE,
                       "--took", f"{PRIVATE} 5 mg", "--eased", PRIVATE, time="19:00")
        if number in (2, 30, 60):
            for goal, rating in zip(goals, range(3)):
                supple.run(day, "goal", "rate", goal, str(min(10, 2 + number // 12 + rating)), time="19:30")
    seen = first + timedelta(days=28)
    supple.run(LAST, "visit", str(seen), "--with", "Dr. Ζωή Łukasińska")
    for question in ["Darf ich wieder laufen? 🏃", "Πότε μπορώ να κάτσω στη δουλειά;", "Czy mogę jeździć na rowerze?"]:
        supple.run(LAST, "visit", "--ask", question)
    supple.run(LAST, "done", "walking", "--minutes", "10", "--private", "--note", PRIVATE)


def solid(text):
    """A text without its line breaks and blanks."""
    return re.sub(r"\s", "", text)


def tool(*words, data=None):
    done = subprocess.run([str(word) for word in words], input=data, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{words}: {done.stderr.decode()}")
    return done.stdout


def shown(text):
    """What the page's font has of a text: it has no emoji."""
    return re.sub("[\u2300-\u23ff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]", "", text)


def check_words(supple, name, told):
    """What a PDF says, in the order in which it is read, and what it never says."""
    text = tool("pdftotext", "-raw", supple.folder / f"{name}.pdf", "-").decode()
    assert text.count("\f") == 1, f"{name} is one page"
    assert "\ufffd" not in text
    at = 0
    found = solid(text)
    for words in told:
        place = found.find(solid(shown(words)), at)
        assert place >= 0, f"{name}: {words!r} is not there, or not behind what stands before it:\n{text}"
        at = place
    return text


def check_private(supple):
    """The marker is in the diary and on no page, whether in words or compressed."""
    assert PRIVATE in supple.run(LAST, "history", "--from", "2026-01-01")
    assert PRIVATE not in supple.run(LAST, "report", "--text")
    for path in supple.folder.iterdir():
        if path.suffix not in (".pdf", ".svg", ".png"):
            continue
        held = path.read_bytes()
        if path.suffix == ".pdf":
            held += tool("pdftotext", path, "-") + tool("pdfinfo", "-meta", path) + tool("pdfinfo", path)
            streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", held, re.DOTALL)
            held += b"".join(zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"\x78")
        if path.suffix == ".png":
            held += repr(Image.open(path).info).encode()
        assert PRIVATE.encode() not in held.lower(), path


def check_fonts(path):
    """Every font inside, cut to what is needed, and readable as text."""
    rows = tool("pdffonts", path).decode().splitlines()[2:]
    assert rows, f"{path} has no fonts"
    for row in rows:
        embedded, subset, unicode = re.search(r"(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", row).groups()
        assert (embedded, subset, unicode) == ("yes", "yes", "yes") and "+Inter" in row, row
    return len(rows)


def check_svg(path):
    """Well-formed, and whole in itself."""
    tool("xmllint", "--noout", "--nonet", path)
    text = path.read_text()
    for outside in ["url(", "@import", "<!ENTITY", "<!DOCTYPE", "<script", "<image", "<foreignObject", "<style"]:
        assert outside not in text, f"{path}: {outside}"
    assert all(link.startswith("#") for link in re.findall(r"href\s*=\s*[\"']([^\"']*)", text)), path
    addresses = set(re.findall(r"[a-z]+://[^\"'<\s]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, addresses
    return text


def grey(data):
    image = Image.open(io.BytesIO(data))
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return np.asarray(image.convert("L"), dtype=float)


def apart(one, other):
    """How far the ink of two pictures lies apart, square millimetre by square millimetre: in the mean and at most."""
    assert max(abs(a - b) for a, b in zip(one.shape, other.shape)) <= 1, (one.shape, other.shape)
    side = round(DPI / 25.4)
    high, wide = (min(a, b) // side for a, b in zip(one.shape, other.shape))

    def ink(picture):
        return picture[: high * side, : wide * side].reshape(high, side, wide, side).mean(axis=(1, 3))

    away = np.abs(ink(one) - ink(other))
    return away.mean(), away.max()


def check_pictures(supple, name):
    """The SVG as two programs draw it, the PDF as a third does, and our own PNG."""
    path = supple.folder / name
    png = path.with_suffix(".png").read_bytes()
    size = Image.open(io.BytesIO(png)).size
    svg, pdf = path.with_suffix(".svg"), path.with_suffix(".pdf")
    drawn = {
        "supple": grey(png),
        "librsvg": rsvg(svg, size),
        "CairoSVG": grey(cairosvg.svg2png(url=str(svg), output_width=size[0], output_height=size[1], background_color="white")),
        "Poppler": grey(tool("pdftoppm", "-png", "-r", DPI, "-singlefile", pdf)),
    }
    names = list(drawn)
    far = {(one, other): apart(drawn[one], drawn[other]) for at, one in enumerate(names) for other in names[at + 1:]}
    for pair, (mean, worst) in far.items():
        limits = LIMITS.get(pair, USUAL_LIMITS)
        assert mean <= limits[0] and worst <= limits[1], f"{name}: {pair} lie {mean:.2f}, {worst:.1f} apart"
    return far, seen_missing(svg, size, drawn["librsvg"])


def rsvg(svg, size):
    return grey(tool("rsvg-convert", "--background-color=white", f"--width={size[0]}", f"--height={size[1]}", svg))


def seen_missing(svg, size, drawn):
    """How far a picture lies from itself without the last letter that was drawn in its smallest type."""
    text = svg.read_text()
    groups = list(re.finditer(r'<g aria-label="[^"]*[a-z]" transform="matrix\(([0-9.]+) .*?</g>', text))
    smallest = min(float(group[1]) for group in groups)
    last = [group for group in groups if float(group[1]) == smallest][-1]
    uses = re.sub(r"<use [^>]*/></g>$", "</g>", last[0])
    assert uses != last[0]
    without = svg.with_suffix(".missing")
    without.write_text(text[: last.start()] + uses + text[last.end():])
    missing = apart(drawn, rsvg(without, size))[1]
    assert missing > USUAL_LIMITS[1], f"a letter missing from {svg.name} would go unseen: {missing:.1f}"
    return missing


def check_png(supple, name, sentence):
    """The resolution, the description, and nothing but grey where that was asked for."""
    image = Image.open(supple.folder / f"{name}.png")
    assert all(abs(dpi - DPI) < 0.5 for dpi in image.info["dpi"]), image.info["dpi"]
    described = " ".join(value for value in image.info.values() if isinstance(value, str))
    assert solid(sentence) in solid(described), f"{name} is not described: {described}"
    mono = np.asarray(Image.open(supple.folder / f"{name}-grey.png").convert("RGB"), dtype=int)
    assert (mono.max(axis=2) == mono.min(axis=2)).all(), f"{name} has colours in grey"
    # A copier makes of the colours what --mono prints.
    copied = np.asarray(image.convert("L"), dtype=int)
    return np.abs(copied - mono[:, :, 0]).max()


def luminance(colour):
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_grey(svgs):
    """The colours that must be told apart, as light."""
    least = []
    for kind, what, one, other, ratio in PAIRS:
        for colour in (one, other):
            assert colour in svgs[kind] or colour == "#ffffff", f"{what}: {colour} is not in the {kind} chart any more"
        assert contrast(one, other) >= ratio, f"{what}: {contrast(one, other):.2f}"
        least.append((contrast(one, other), what))
    for colour in TEXT:
        assert contrast(colour, "#ffffff") >= 4.5, colour
    return min(least)


def report_in_order(page):
    """What stands on the visit page, in the order in which it is read: from the top, one column after the other."""
    heads = {section["part"]: section for section in page["sections"]}
    wide = [heads[part]["heading"] for part in ["doses", "goals", "flares", "patterns"] if part in heads]
    return ["For the visit · Łucja Größe · since the visit on Mon 19 Oct with Dr. Ζωή Łukasińska", "left", "Tailbone pain",
            "19 Oct – 22 Nov 2026", "Open: Go to an emergency department now.",
            page["open"][0], page["sentence"], "Pain, 0 to 10", "Exercise sessions done of planned", *wide,
            heads["questions"]["heading"], heads["places"]["heading"], f"{page['days_rated']} of {page['days']} days recorded.",
            "this page is not a diagnosis."]


def check_facts(supple, page):
    """The page and `report --text` tell the same: every line of the text is on the page, in full or cut with a mark."""
    found = solid(tool("pdftotext", "-raw", supple.folder / "report.pdf", "-").decode())
    text = solid(supple.run(LAST, "report", "--text", "--name", "Łucja Größe"))
    whole, cut = 0, 0
    for section in page["sections"]:
        heading = solid(section["heading"])
        assert heading in found and heading in text, f"{heading} is not in\n{found}\nor not in\n{text}"
        more = re.search(r"and(\d+)more", found)
        for item in section["items"]:
            assert solid(item["says"]) in text, item
            about, says = solid(shown(item["about"])), solid(shown(item["says"]))
            if says in found:
                whole += 1
            else:
                begun = about + says[:12] in found or about[:12] in found
                assert begun or more, f"{item} is neither on the page nor counted on it"
                cut += 1
    print(f"facts: {whole} lines of the visit page in full, {cut} shortened")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", help="the supple to check, such as target/release/supple")
    arguments.add_argument("--keep", metavar="FOLDER", help="copy the pages to this folder, to look at them")
    given = arguments.parse_args()
    supple = Supple(given.program)
    keep_a_diary(supple)

    told = {}
    for kind in KINDS:
        said = supple.page(kind, "chart", "--kind", kind)
        told[kind] = (said["sentence"], [said["sentence"]])
    # On paper so high that all of it stands on one page, as everything else does.
    handout = supple.page("handout", "handout", "--week", "--size", "210x900")
    told["handout"] = ("", ["My exercises", *[item["name"] for item in handout["exercises"]]])
    # From here on a sign is open, and no handout is made any more.
    (supple.folder / "answers.json").write_text(json.dumps({"ces-saddle": "yes", "cancer": "yes"}))
    supple.run(LAST, "screen", "--answers", "answers.json")
    page = supple.page("report", "report", "--name", "Łucja Größe")
    told["report"] = (page["sentence"], report_in_order(page))

    if given.keep:
        tool("cp", "-r", supple.folder, given.keep)
    svgs, fonts, far, missing, copied = {}, 0, {}, [], 0
    for name, (sentence, words) in told.items():
        check_words(supple, name, words)
        fonts += check_fonts(supple.folder / f"{name}.pdf")
        svgs[name] = check_svg(supple.folder / f"{name}.svg")
        far[name], seen = check_pictures(supple, name)
        missing.append(seen)
        copied = max(copied, check_png(supple, name, sentence))
    check_facts(supple, page)
    check_private(supple)
    print(f"words: {len(told)} pages, everything in its order, nothing private on any of them")
    print(f"fonts: {fonts} in {len(told)} PDFs, each embedded, cut and readable")
    for one, other in far["report"]:
        means = [each[one, other] for each in far.values()]
        print(f"pictures: {one} and {other}: {max(mean for mean, _ in means):.2f} of 255 apart at most in the mean, "
              f"{max(worst for _, worst in means):.0f} in the worst square millimetre")
    print(f"pictures: with the last letter of the smallest type missing, {min(missing):.0f} at least")
    print(f"grey: a copier's is at most {copied} of 255 from --mono")
    least, what = check_grey(svgs)
    print(f"grey: the least contrast is {least:.2f} to 1: {what}")


if __name__ == "__main__":
    sys.exit(main())
