"""Shows that all parts are there and where they come from."""

import re

import extension_library
import markupsafe
import markupsafe._speedups
import yaml

from extension import _native


def main():
    """Prints a line for each part."""
    print("checksum:", _native.checksum(b"Debian"), _native.checksum.__doc__)
    print("escaped:", markupsafe.escape("<&>"), markupsafe._speedups.__name__)
    print("library:", re.sub(r"python3\.\d+", "python3.X", extension_library.PLACE))
    print("yaml:", yaml.safe_load("[1, {a: b}]"), yaml.__file__)
