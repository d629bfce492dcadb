"""Keeps wheels that pip has downloaded to look at their metadata, so that nothing is downloaded twice.

pip's own cache has them only if the index sends the right headers and is asked through TLS. What is kept
lies in a directory named by its digest, so that nothing can be taken for something else.
"""

import hashlib
import os
import shutil

# A private directory of this build, which the pips that pip starts do not know.
HOME = "DH_PIP_DOWNLOADS"

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
    home = environ.pop(HOME, None)
    if not home:
        return

    def remove_the_rest(path, *rest, **options):
        if os.path.basename(path).startswith("pip-unpack-") and os.path.isdir(path):
            for name in os.listdir(path):
                file = os.path.join(path, name)
                if name.endswith(".whl") and os.path.isfile(file):
                    place = os.path.join(home, digest(file))
                    os.makedirs(place, exist_ok=True)
                    os.replace(file, os.path.join(place, name))
        remove(path, *rest, **options)

    shutil.rmtree = remove_the_rest
