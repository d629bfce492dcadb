"""A small computation with each of five distributions that come as binary wheels."""

import io

import numpy
import psycopg2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from lxml import etree
from PIL import Image


def solve():
    """Solves two linear equations, with the bundled OpenBLAS."""
    return numpy.linalg.solve([[3.0, 1.0], [1.0, 2.0]], [9.0, 8.0]).round(6).tolist()


def picture():
    """Writes a JPEG file and reads it again, with the bundled libjpeg."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return Image.open(file).size


def transform():
    """Runs a stylesheet, with the bundled libxslt."""
    sheet = etree.XSLT(
        etree.XML(
            '<t:stylesheet version="1.0" xmlns:t="http://www.w3.org/1999/XSL/Transform">'
            '<t:template match="/"><sum><t:value-of select="sum(//n)"/></sum></t:template>'
            "</t:stylesheet>"
        )
    )
    return etree.tostring(sheet(etree.XML("<r><n>1</n><n>2</n></r>"))).decode()


def sign():
    """Signs and verifies a message, and hashes it, with the bundled OpenSSL."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    key.public_key().verify(key.sign(b"data"), b"data")
    digest = hashes.Hash(hashes.SHA256())
    digest.update(b"data")
    return digest.finalize().hex()[:16]


def database():
    """Asks a server that is not there, with the bundled libpq."""
    try:
        psycopg2.connect(host="127.0.0.1", port=9, connect_timeout=2)
    except psycopg2.OperationalError:
        return "down, as expected"
    return "answers"


def main():
    """Prints a line for each computation."""
    for computation in (solve, picture, transform, sign, database):
        print(f"{computation.__name__}: {computation()}")
