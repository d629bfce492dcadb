#include <dlfcn.h>
#include <stdio.h>
#include "library/notes/note.h"

NOTE("[{\"soname\":[\"libzstd.so.1\"],\"priority\":\"required\"}]");

int main(void)
{
	puts(dlopen("libzstd.so.1", RTLD_NOW) ? "beside: there" : dlerror());
	return 0;
}
