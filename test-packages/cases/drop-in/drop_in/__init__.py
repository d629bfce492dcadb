import sys

import click


@click.command()
def main():
    """Says where it runs."""
    click.echo(f"prefix: {sys.prefix}")
