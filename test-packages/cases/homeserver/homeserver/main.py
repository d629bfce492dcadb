import sys

import click

import psycopg2

from homeserver.origin import ORIGIN


@click.command()
def main():
    import itsdangerous  # only in the package

    signer = itsdangerous.Signer("key")
    print(f"code: {ORIGIN}")
    print(f"signed: {signer.unsign(signer.sign('x')).decode()}")
    print(f"click {click.__version__ if hasattr(click, '__version__') else ''}".strip())
    try:
        psycopg2.connect(host="127.0.0.1", port=9, connect_timeout=1)
    except psycopg2.OperationalError:
        print("database: down, as expected")
    print(f"prefix: {sys.prefix}")
