"""Keeps wheels that pip has downloaded to look at their metadata, so that nothing is downloaded twice.

pip's own cache has them only if the index sends the right headers and is asked through TLS. What is kept
lies in a directory named by its digest, so that nothing can be taken for something else. Where the tools of
builds are wanted as well, so are the downloads of the pips that get these, and source distributions.
"""

import hashlib
import os
import shutil

# A private directory of this build, which the pips that pip starts do not know.
HOME = "DH_PIP_DOWNLOADS"

# Set where the tools of builds are wanted as well.
REPORTS = "DH_PIP_BUILD_REPORTS"

ARCHIVES = (".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz")

remove = shutil.rmtree


def digest(path):
    """Returns the SHA-256 digest of a file in hexadecimal."""
    summary = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            summary.update(block)
    return summary.hexdigest()


def keep(environ):
    """Makes pip leave the wheels behind that it removes with its temporary directories."""
    every = REPORTS in environ
    home = environ.get(HOME) if every else environ.pop(HOME, None)
    shutil.rmtree = remove
    if not home:
        return
    kept = (".whl", *ARCHIVES) if every else ".whl"

    def remove_the_rest(path, *rest, **options):
        if os.path.basename(path).startswith("pip-unpack-") and os.path.isdir(path):
            for name in os.listdir(path):
                file = os.path.join(path, name)
                if name.endswith(kept) and os.path.isfile(file):
                    place = os.path.join(home, digest(file))
                    os.makedirs(place, exist_ok=True)
                    os.replace(file, os.path.join(place, name))
        remove(path, *rest, **options)

    shutil.rmtree = remove_the_rest
