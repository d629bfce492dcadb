"""Small source packages."""

import os

CONTROL = """Source: bench
Maintainer: A <a@example.org>
Build-Depends: debhelper-compat (= 13)
Rules-Requires-Root: no

Package: bench
Architecture: {architecture}
Depends: ${{misc:Depends}}, ${{shlibs:Depends}}
Description: application
"""
CHANGELOG = "bench (1) unstable; urgency=low\n\n  * B.\n\n -- A <a@b>  Fri, 20 Nov 2026 12:00:00 +0000\n"


def write(directory, files, architecture="any"):
    """Writes a source package of one binary package, with more files: a dictionary from path to text."""
    texts = {"debian/control": CONTROL.format(architecture=architecture), "debian/changelog": CHANGELOG} | files
    for file, text in texts.items():
        os.makedirs(os.path.dirname(f"{directory}/{file}"), exist_ok=True)
        with open(f"{directory}/{file}", "w", encoding="utf-8") as out:
            out.write(text)
