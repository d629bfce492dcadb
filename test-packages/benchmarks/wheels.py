"""Sets of well-known distributions, whose wheels are fetched once."""

import os
import subprocess
import tempfile

from benchmarks.measuring import TOP

WORK = os.path.abspath(os.environ.get("TEST_PACKAGES_WORK", TOP + "/test-packages/.work"))
SETS = {
    "web": "django gunicorn psycopg2-binary requests cryptography lxml pillow sqlalchemy pyyaml uvicorn httptools"
    " fastapi pydantic bcrypt pynacl grpcio",
    "sci": "numpy scipy pandas matplotlib scikit-learn pyarrow opencv-python-headless",
}
TOOLS = {"tools": "setuptools wheel", "uv": "uv"}


def wheels_of(name):
    """Returns the directory that holds the wheels of a set, after fetching them once."""
    directory = f"{WORK}/wheels-{name}"
    if not os.path.isdir(directory):
        os.makedirs(WORK, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=WORK) as fresh:
            virtualenv(fresh + "/venv", pip=True)
            pip = [fresh + "/venv/bin/pip", "download", "--quiet", "--only-binary=:all:", "--dest=" + fresh + "/wheels"]
            subprocess.run(pip + (SETS | TOOLS)[name].split(), check=True)
            os.rename(fresh + "/wheels", directory)
    return directory


def virtualenv(tree, pip=False):
    """Makes an empty virtualenv."""
    subprocess.run(["/usr/bin/python3", "-m", "venv"] + ([] if pip else ["--without-pip"]) + [tree], check=True)
