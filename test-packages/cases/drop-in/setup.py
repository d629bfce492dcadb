from setuptools import setup

setup(
    name="drop-in",
    version="2.0",
    packages=["drop_in"],
    entry_points={"console_scripts": ["drop-in = drop_in:main"]},
)
