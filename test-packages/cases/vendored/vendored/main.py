import os
import subprocess
import sys

import click
import markupsafe

from vendored._native import twice


@click.command()
def main():
    """Calls everything that was compiled."""
    click.echo(f"in C: {twice(21)}")
    click.echo(f"from an sdist: {markupsafe.escape('<&>')} {markupsafe._escape_inner.__module__}")
    counter = os.path.join(sys.prefix, "bin", "counter")
    words = subprocess.run([counter, "a", "b", "c"], check=True, capture_output=True, text=True).stdout
    click.echo(f"in Rust: {words.strip()}")
