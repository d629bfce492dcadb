/*
 * The interpreter of files that stand in front of PATH for commands of the same name: runs the command of /usr/bin or
 * /usr/local/bin, and appends a line to the file TIMED_LOG: name, start and duration in seconds, processor seconds, and
 * the peak memory in KiB of the largest process. The command TIMED_SKIP is only noted.
 *
 * In C, because it runs some forty times in each build that is measured.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
	return time.tv_sec + time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	const char *log = getenv("TIMED_LOG");
	const char *skip = getenv("TIMED_SKIP");
	const char *name = argc > 1 ? strrchr(argv[1], '/') : NULL;
	struct rusage usage = {0};
	int status = 0;
	char path[4096], line[4096];

	if (!log || !name)
		return 127;
	name++;
	double start = now();
	if (!skip || strcmp(skip, name) != 0) {
		pid_t child = fork();
		if (child == 0) {
			snprintf(path, sizeof path, "/usr/bin/%s", name);
			argv[1] = path;
			execv(path, argv + 1);
			snprintf(path, sizeof path, "/usr/local/bin/%s", name);
			execv(path, argv + 1);
			_exit(127);
		}
		if (child < 0 || wait4(child, &status, 0, &usage) != child)
			return 127;
	}
	int length = snprintf(line, sizeof line, "%s %.6f %.6f %.6f %ld\n", name, start, now() - start,
			      seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
	int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);
	if (file < 0 || write(file, line, length) != length)
		return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
