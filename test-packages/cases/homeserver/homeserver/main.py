import sys

import click

from homeserver.origin import ORIGIN


def database():
    try:
        import psycopg2
    except ImportError:
        return "not there, and not needed"
    try:
        psycopg2.connect(host="127.0.0.1", port=9, connect_timeout=1)
    except psycopg2.OperationalError:
        return "down"


@click.command()
def main():
    import itsdangerous  # only in the package

    signer = itsdangerous.Signer("key")
    print(f"code: {ORIGIN}")
    print(f"signed: {signer.unsign(signer.sign('x')).decode()}")
    print(f"click: {click.__version__}")
    print(f"database: {database()}")
    print(f"prefix: {sys.prefix}")
