from setuptools import Extension, setup

setup(ext_modules=[Extension("notes._native", ["notes/_native.c"], depends=["notes/note.h"])])
