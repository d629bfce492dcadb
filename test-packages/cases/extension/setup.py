from setuptools import Extension, setup

setup(ext_modules=[Extension("extension._native", ["extension/_native.c"], libraries=["z"])])
