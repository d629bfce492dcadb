"""Loads what the extension declares."""

import ctypes
import subprocess

from notes import _native


def main():
    """Prints that all is there."""
    ctypes.CDLL("libz.so.1")
    print("notes: there", _native.__name__)
    subprocess.run(["notes-beside"], check=True)
