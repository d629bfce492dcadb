"""Uses each of the distributions a little, so that a library that is missing shows."""

import io


def use_av():
    import av

    return av.codec.Codec("h264", "r").name


def use_cryptography():
    from cryptography.hazmat.primitives import hashes

    return hashes.Hash(hashes.SHA256()).finalize().hex()[:8]


def use_grpc():
    import grpc

    grpc.insecure_channel("127.0.0.1:9").close()
    return "closed"


def use_lxml():
    from lxml import etree

    return etree.fromstring("<a><b/></a>")[0].tag


def use_mysql():
    import MySQLdb

    try:
        MySQLdb.connect(host="127.0.0.1", port=9)
    except MySQLdb.OperationalError:
        return "down, as expected"
    return "answers"


def use_numpy():
    import numpy

    return float(numpy.linalg.det(numpy.eye(3)))


def use_opencv():
    import cv2
    import numpy

    return cv2.GaussianBlur(numpy.zeros((8, 8), "uint8"), (3, 3), 0).shape


def use_pillow():
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (4, 4)).save(file, "PNG")
    return Image.open(file).format


def use_psycopg2():
    import psycopg2

    return psycopg2.extensions.parse_dsn("dbname=x")["dbname"]


def use_pyarrow():
    import pyarrow

    return pyarrow.array([1, 2]).sum().as_py() if hasattr(pyarrow.array([1]), "sum") else "array"


def use_pycurl():
    import pycurl

    return pycurl.Curl().getinfo(pycurl.HTTP_CODE)


def use_pygit2():
    import pygit2

    return str(pygit2.hash(b"")) if hasattr(pygit2, "hash") else "loaded"


def use_magic():
    import magic

    return magic.from_buffer(b"%PDF-1.4", mime=True)


def use_zmq():
    import zmq

    with zmq.Context() as context, context.socket(zmq.PUSH) as socket:
        return socket.bind_to_random_port("tcp://127.0.0.1") > 0


def use_scipy():
    import scipy.optimize

    return round(scipy.optimize.brentq(lambda x: x * x - 2, 0, 2), 6)


def use_shapely():
    import shapely

    return shapely.Point(0, 0).buffer(1).area > 3


def use_soundfile():
    import soundfile

    return "WAV" in soundfile.available_formats()


def main():
    """Prints a line for each."""
    for name, use in sorted(globals().items()):
        if name.startswith("use_"):
            print(f"{name[4:]}: {use()}")
