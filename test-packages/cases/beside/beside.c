#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PYTHON "/usr/share/python/beside-venv/bin/python3"

/* Says who it is, and lets Python go on. */
int main(int argc, char **argv)
{
	puts("beside 1.0, in C");
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		return 0;
	fflush(stdout);
	execl(PYTHON, PYTHON, "-c", "import six, sys; print('six', six.__version__, 'of', sys.prefix)", (char *)NULL);
	perror(PYTHON);
	return 1;
}
