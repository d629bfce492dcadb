use strict;
use warnings;
use lib 'perl/t';
use File::Find qw(find);
use File::Temp qw(tempdir);
use POSIX      qw(:signal_h :sys_wait_h);
use Test::More;
use Time::HiRes qw(sleep time);
use TestPackage qw(source_package write_file slurp);

# Whatever ends a build early: no half of a virtualenv, no temporary file and no program is left, or the next build
# removes what is.
my $backend = <<'PYTHON';
import os, time, zipfile

def build_wheel(directory, config_settings=None, metadata_directory=None):
    if "MARK" in os.environ:
        with open(os.environ["MARK"], "w") as mark:
            mark.write("%d %d\n" % (os.getpid(), os.getppid()))
        time.sleep(60)
    name = "slow-1.0-py3-none-any.whl"
    info = "slow-1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
        wheel.writestr("slow.py", "")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: slow\nVersion: 1.0\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "RECORD", "slow.py,,\n" + "".join(info + f + ",,\n" for f in ("METADATA", "WHEEL", "RECORD")))
    return name
PYTHON
my $project =
  qq{[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "slow"\nversion = "1.0"\n};
my $staged = 'debian/app/usr/share/python/app';
$ENV{PIP_NO_INDEX} = 1;

# Returns all below a directory but debhelper's own files and directories.
sub entries {
    my ($directory) = @_;
    my @found;
    find(sub { push(@found, $File::Find::name) if -l || !-d }, $directory);
    return join("\n", sort grep { !m{/debian/[.]debhelper|[.](?:log|substvars)$} } @found);
}

# Begins a build in a process group of its own; returns when the back end runs.
sub begin {
    my ($source) = @_;
    my $mark = "$ENV{TMPDIR}.mark";
    unlink($mark);
    my $pid = fork() // die "fork: $!";
    if (!$pid) {
        setpgrp(0, 0);
        $ENV{MARK} = $mark;
        chdir($source)                        or die "$source: $!";
        open(STDIN, '<', '/dev/null')         or die $!;
        open(STDOUT, '>', "$ENV{TMPDIR}.out") or die $!;
        open(STDERR, '>&', \*STDOUT)          or die $!;
        exec('dh_virtualenv')                 or die $!;
    }
    my $until = time + 60;
    sleep(0.05) while !-s $mark && time < $until && waitpid($pid, WNOHANG) == 0;
    my ($runs, $parent) = split(q{ }, slurp($mark)) or die 'the back end did not start: ' . slurp("$ENV{TMPDIR}.out");
    return ($pid, $runs, $parent);
}

# Waits until a process, which may be nobody's child or not yet reaped, has ended.
sub ended {
    my ($pid)  = @_;
    my $until  = time + 10;
    my $status = sub { slurp("/proc/$pid/stat") =~ /^\d+ \(.*\) (\S)/s ? $1 : 'X' };
    sleep(0.05) while $status->() !~ /[XZ]/ && time < $until;
    return $status->() =~ /[XZ]/;
}

sub fresh {
    delete $ENV{TMPDIR};
    my $temporary = tempdir(CLEANUP => 1);
    my $source    = source_package({app => 'any'}, 'pyproject.toml' => $project, 'backend.py' => $backend);
    $ENV{TMPDIR} = $temporary;
    return ($source, entries($source));
}

foreach my $case (
    map {
        my $signal = $_;
        map { [$signal, $_] } 'alone', 'with its group'
    } qw(INT TERM HUP)
  )
{
    my ($signal, $how)    = @{$case};
    my ($source, $before) = fresh();
    my ($pid,    $runs)   = begin($source);
    kill($signal, $how eq 'alone' ? $pid : -$pid);
    waitpid($pid, 0);
    my $name = "SIG$signal to dh_virtualenv $how";
    my $out  = slurp("$ENV{TMPDIR}.out");
    is(WTERMSIG($?), {INT => SIGINT, TERM => SIGTERM, HUP => SIGHUP}->{$signal}, "$name: ends it") or diag($out);
    ok(ended($runs), "$name: ends the programs that it runs");
    is(entries($source),      $before, "$name: the source is as it was");
    is(entries($ENV{TMPDIR}), '',      "$name: no temporary file is left");
    like($out, qr/^dh_virtualenv: error: ended by a signal\ndh_virtualenv: hint: /m, "$name: and says so");
    unlike($out, qr/\tat /, "$name: without a stack trace");
}

# SIGKILL leaves what it leaves; the next build starts clean all the same.
my ($source, $before) = fresh();
my ($pid, $runs, $parent) = begin($source);
my ($engine) = map { split } slurp("/proc/$pid/task/$pid/children");
kill('KILL', $engine);
waitpid($pid, 0);
is($? >> 8, 128 + SIGKILL, 'SIGKILL to the engine: its status');
kill('KILL', $runs, $parent);
isnt(entries($ENV{TMPDIR}), '', 'it could not remove its temporary directory');
write_file("$source/$staged/left.txt", 'half') if -e "$source/$staged";
is(system("cd $source && dh_virtualenv >$ENV{TMPDIR}.out 2>&1"), 0, 'the next build works')
  or diag(slurp("$ENV{TMPDIR}.out"));
is(entries($ENV{TMPDIR}), '', 'removes the temporary directory of the one before');
ok(glob("$source/$staged/lib/python3*/site-packages/slow.py"), 'and has the project');
ok(!-e "$source/$staged/left.txt",                             'and nothing of the one before');

($source, $before) = fresh();
($pid, $runs, $parent) = begin($source);
kill('KILL', $parent);
kill('KILL', $runs);
waitpid($pid, 0);
is($? >> 8,               4,       'SIGKILL to pip: a tool has failed') or diag(slurp("$ENV{TMPDIR}.out"));
is(entries($source),      $before, 'the source is as it was');
is(entries($ENV{TMPDIR}), '',      'no temporary file is left');
done_testing();
