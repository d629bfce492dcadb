from setuptools import Extension, setup

setup(ext_modules=[Extension("vendored._native", ["vendored/_native.c"])])
