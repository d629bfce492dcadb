#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *twice(PyObject *self, PyObject *argument)
{
	long value = PyLong_AsLong(argument);

	(void)self;
	if (value == -1 && PyErr_Occurred())
		return NULL;
	return PyLong_FromLong(2 * value);
}

static PyMethodDef methods[] = {
	{"twice", twice, METH_O, "Returns a number doubled."},
	{NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
	PyModuleDef_HEAD_INIT, "_native", NULL, -1, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__native(void)
{
	return PyModule_Create(&module);
}
