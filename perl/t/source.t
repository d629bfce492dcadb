use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp);

# The source tree is only ever read: real builds with setuptools from Debian's wheels and real git.
my @offline = ('--extra-pip-arg=--no-index', '--extra-pip-arg=--find-links=/usr/share/python-wheels');
my $any     = {app => 'all'};
my $site    = 'debian/app/usr/share/python/app/lib/python3*/site-packages';
my $setup   = <<'PYTHON';
import os, subprocess
from setuptools import setup
if "WITNESS" in os.environ:
    open(os.environ["WITNESS"], "w").close()
open("written_by_setup.txt", "w").close()
setup(name="app", version="1.0", packages=["app"], include_package_data=True, scripts=["run"] if os.path.exists("run") else [])
PYTHON

# Returns what is in a tree but debian/: names, modes, times and contents.
sub state_of {
    my ($directory) = @_;
    my $find = 'find . -path ./debian -prune -o ';
    my ($status, $out) = run_in($directory, 'sh', '-c',
        "($find -printf '%p %y %m %T\@ %l\\n'; $find -type f -exec sha256sum {} +) | sort");
    return $out;
}

sub build_ok {
    my ($name,   $directory, @arguments) = @_;
    my ($status, $out,       $err)       = run_in($directory, 'dh_virtualenv', @offline, @arguments);
    return is($status, 0, "$name: built") || diag("$out$err");
}

sub staged {
    my ($directory) = @_;
    my ($status, $out) = run_in($directory, 'sh', '-c', "cd $site && find app* -type f | grep -v pyc | sort");
    return $out;
}

my $source = source_package(
    $any,
    'setup.py'                                      => $setup,
    'app/__init__.py'                               => '',
    'run'                                           => "#!python\n",
    'app/data/listed.txt'                           => 'listed',
    'app/data/other.txt'                            => 'other',
    'app/__pycache__/__init__.cpython-311.pyc'      => 'junk',
    'app.egg-info/SOURCES.txt'                      => "app/data/listed.txt\n",
    'build/lib/app/stale.py'                        => '',
    'build/lib/app/data/stale.txt'                  => '',
    'build/lib.linux-x86_64-cpython-311/app/old.py' => '',
    'build/bdist.linux-x86_64/wheel/app/older.py'   => '',
    'build/scripts-3.11/stale'                      => "#!python\n",
);
my $before = state_of($source);
build_ok('everyday project', $source);
is(state_of($source), $before, 'not a name, mode, time or byte of the source has changed');
my $files = staged($source);
like($files, qr{^app/data/listed\.txt$}m, 'what SOURCES.txt of an sdist lists is shipped');
unlike($files, qr{stale|old|other}, 'what an earlier build has left is not');
ok(-e "$source/debian/app/usr/share/python/app/bin/run",    'scripts are shipped');
ok(!-e "$source/debian/app/usr/share/python/app/bin/stale", 'but no stale ones');
build_ok('a second time', $source);
is(staged($source), $files, 'a second build gives the same');
{
    local $ENV{WITNESS} = "$source/notes.txt";
    build_ok('somebody works beside the build', $source);
    ok(-e "$source/notes.txt", 'and their new file is still there');
}

# the standard library's modules are not looked for in the source
$source = source_package($any, 'requirements.txt' => '', 'argparse.py' => "raise SystemExit('shadowed')\n");
build_ok('argparse.py in the source directory', $source);

# debian/ below the source directory
$source = source_package({}, 'setup.py' => $setup, 'app/__init__.py' => '');
rename(source_package($any) . '/debian', "$source/packaging-debian") or die $!;
mkdir("$source/packaging")                                           or die $!;
rename("$source/packaging-debian", "$source/packaging/debian")       or die $!;
build_ok('cd packaging; dh_virtualenv -D ..', "$source/packaging", '-D..');
like(staged("$source/packaging"), qr{^app/__init__\.py$}m, 'the package is not empty');

# requirements that name parts of the source, by absolute paths as well
my %part = map {
    ("$_/setup.py" => "from setuptools import setup\nsetup(name='$_', py_modules=['app_$_'])\n", "$_/app_$_.py" => '')
} qw(one two three four);
$source = source_package($any, %part);
write_file("$source/requirements.txt", "file://$source/one\n-e $source/two\nthree @ file://\${PWD}/three\n./four\n");
$before = state_of($source);
build_ok('requirements with paths into the source', $source);
is(state_of($source),                                  $before,              'they are built in the copy');
is(join(' ', staged($source) =~ m{^app_(\w+)\.py$}mg), 'four one three two', 'and shipped');

# a repository with several projects; the version comes from git
$source = source_package(
    $any,
    'VERSION.in'            => 'unused',
    'lib/setup.py'          => "from setuptools import setup\nsetup(name='lib', py_modules=['lib'])\n",
    'lib/lib.py'            => '',
    'services/app/setup.py' => <<'PYTHON',
import subprocess
from setuptools import setup
def git(*words):
    return subprocess.run(("git",) + words, check=True, stdout=subprocess.PIPE, text=True).stdout
assert git("status", "--porcelain", "--untracked-files=no") == "", git("status")
assert open("../../VERSION.in").read() == "unused"
version = git("describe", "--tags", "--dirty").strip()[1:]
files = git("ls-files").split()
setup(name="app", version=version, packages=["app"], package_data={"app": [f[4:] for f in files if f.endswith(".txt")]})
PYTHON
    'services/app/app/__init__.py'  => '',
    'services/app/app/tracked.txt'  => '',
    'services/app/requirements.txt' => "-e ../../lib\n",
);
run_in($source, 'sh', '-euc',
    'git init -q; git add lib services VERSION.in; git -c user.name=a -c user.email=a@b commit -qm one; git tag v2.5');
write_file("$source/services/app/app/untracked.txt", '');
run_in($source, 'git', 'status');
$before = state_of($source);
build_ok('project in a repository with others', $source, '-Dservices/app');
is(state_of($source), $before, 'the repository is as it was');
$files = staged($source);
like($files, qr{^app-2\.5\.dist-info/}m, 'the version is that of the tag');
like($files, qr{^app/tracked\.txt$}m,    'tracked data are shipped');
unlike($files, qr{untracked}, 'others are not');

# a source that nobody may write to; root may, so that somebody else builds
$source = source_package($any, 'setup.py' => $setup, 'app/__init__.py' => '', 'app/secret' => '');
my @user = $> == 0 ? qw(setpriv --reuid=65534 --regid=65534 --clear-groups) : ();
run_in($source, 'sh', '-euc',
    '[ $(id -u) != 0 ] || chown -R 65534:65534 .; chmod 0 app/secret; chmod a-w . setup.py app app/__init__.py');
my ($status, $out, $err) = run_in($source, @user, 'dh_virtualenv', @offline);
is($status, 0, 'a source without write permission is built') or diag("$out$err");
like(staged($source), qr{^app/__init__\.py$}m, 'and shipped');
chmod(0755, $source, "$source/app") == 2 or die $!;
done_testing();
