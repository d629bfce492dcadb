#include <Python.h>
#include "note.h"

/* of two alternatives one is enough */
NOTE("[{\"soname\":[\"libz.so.1\",\"liblzma.so.5\"],\"priority\":\"required\"}]");

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_native", NULL, -1, NULL};

PyMODINIT_FUNC PyInit__native(void)
{
	return PyModule_Create(&module);
}
