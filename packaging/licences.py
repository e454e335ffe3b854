"""Prints the licences of everything that is linked into supple, as its packages have to carry them.

    python3 packaging/licences.py > LICENCES-OF-OTHERS.txt

Reads `cargo metadata` and the sources that cargo has fetched; asks nobody. Ends with 1 when a package has no
licence in its sources and is not named below.
"""

import json
import subprocess
import sys
from pathlib import Path

TARGET = "x86_64-unknown-linux-musl"

# These leave the text out of their package; their licence is one that others below carry.
WITHOUT_TEXT_OF_THEIR_OWN = "see the text of the same licence at another package"


def metadata():
    said = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET],
                          check=True, stdout=subprocess.PIPE)
    return json.loads(said.stdout)


def linked(metadata):
    """Ids of what the program is built from: no package that only tests or build scripts need."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, open_ids = set(), [metadata["resolve"]["root"]]
    while open_ids:
        each = open_ids.pop()
        if each in found:
            continue
        found.add(each)
        for dependency in nodes[each]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                open_ids.append(dependency["pkg"])
    return found - {metadata["resolve"]["root"]}


def texts(folder):
    names = ("license", "licence", "copying", "notice", "unlicense")
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(names))
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in files]


def main():
    all_of_it = metadata()
    wanted = linked(all_of_it)
    packages = sorted((p for p in all_of_it["packages"] if p["id"] in wanted), key=lambda p: (p["name"], p["version"]))
    seen, lines = {}, ["What supple is built from besides its own code, and under which licences.", ""]
    for package in packages:
        title = f"{package['name']} {package['version']}"
        if not package["license"]:
            sys.exit(f"{title} names no licence")
        lines += [f"{title}: {package['license']}"]
    lines += ["SQLite (in libsqlite3-sys): public domain", "Inter (in src/figure/fonts): SIL Open Font License 1.1", ""]
    for package in packages:
        folder = Path(package["manifest_path"]).parent
        title = f"{package['name']} {package['version']}"
        own = texts(folder)
        lines += ["-" * 100, f"{title} ({package['license']})", ""]
        if not own:
            lines += [WITHOUT_TEXT_OF_THEIR_OWN, ""]
        for text in own:
            if text in seen:
                lines += [f"the same text as at {seen[text]}", ""]
            else:
                seen[text] = title
                lines += [text, ""]
    lines += ["-" * 100, "Inter (SIL Open Font License 1.1)", "", Path("src/figure/fonts/OFL.txt").read_text().strip(), ""]
    print("\n".join(lines))


main()
