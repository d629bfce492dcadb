"""A greeting, printed with rich on the command line of click."""

import sys

import click
from rich.console import Console


@click.command()
@click.argument("name", default="world")
def main(name):
    """Greet NAME and say which interpreter does it."""
    console = Console(width=60, color_system=None)
    console.print(f"[bold]Hello, {name}![/bold]")
    console.print(f"prefix: {sys.prefix}")
