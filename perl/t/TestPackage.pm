package TestPackage;

# Makes small source packages and runs our commands on them as debhelper would.

use strict;
use warnings;
use Cwd            qw(abs_path);
use Exporter       qw(import);
use File::Basename qw(dirname);
use File::Path     qw(make_path);
use File::Temp     qw(tempdir);
use Test::Builder;

our @EXPORT_OK = qw(source_package run_in write_file slurp make_wheel make_script_wheel recording_engine other_root
  small_project uv);

my $top = abs_path(dirname(__FILE__) . '/../..');

$ENV{DH_VIRTUALENV_ENGINE} ||= "$top/engine/target/dh-python-virtualenv-engine.jar";
$ENV{PATH}         = "$top/perl/bin:$ENV{PATH}";
$ENV{PERL5LIB}     = "$top/perl/lib";
$ENV{DH_DATAFILES} = "$top/perl";
$ENV{DH_COLORS}    = 'never';
$ENV{LC_ALL}       = 'C.UTF-8';
delete @ENV{
    qw(DH_VIRTUALENV_FINISHED_LATER DH_VERBOSE DH_QUIET DH_NO_ACT DH_OPTIONS DH_INTERNAL_OPTIONS DEB_BUILD_OPTIONS MAKEFLAGS)
};
delete @ENV{grep { /^PIP_|^(?:REQUESTS|CURL)_CA_BUNDLE$|^SSL_CERT_|^NETRC$/ } keys %ENV};
delete @ENV{qw(CFLAGS CPPFLAGS CXXFLAGS FFLAGS FCFLAGS LDFLAGS OBJCFLAGS OBJCXXFLAGS DEB_BUILD_MAINT_OPTIONS)};
delete @ENV{qw(DH_INTERNAL_OVERRIDE DH_INTERNAL_BUILDFLAGS DH_INTERNAL_OPTIONS DH_BUILD_TYPE DH_EXTRA_ADDONS)};

# Where all that the tests need is meant to be there, a test that does not run is a failure, unless it has to be asked for.
if ($ENV{CI}) {
    my $refuse = sub { $_[0] =~ /^only if / or die "nothing may be skipped where CI is set: $_[0]\n" };
    my ($skip, $plan) = map { Test::Builder->can($_) } qw(skip plan);
    no warnings 'redefine';
    *Test::Builder::skip = sub { $refuse->($_[1]);                                goto &{$skip} };
    *Test::Builder::plan = sub { $refuse->($_[2]) if ($_[1] // '') eq 'skip_all'; goto &{$plan} };
}

# Returns a new directory with debian/ for the binary packages NAME => ARCHITECTURE, and more files; the file called
# "compat" is the debhelper compatibility level.
sub source_package {
    my ($packages, %files) = @_;
    my $compat    = delete $files{compat} // 13;
    my $directory = tempdir(CLEANUP => 1);
    my $control   = "Source: test\nMaintainer: A <a\@example.org>\nBuild-Depends: debhelper-compat (= $compat)\n"
      . "Rules-Requires-Root: no\n";
    foreach my $name (sort keys %{$packages}) {
        $control .= "\nPackage: $name\nArchitecture: $packages->{$name}\nDescription: test\n";
    }
    write_file("$directory/debian/control", $control);
    write_file("$directory/debian/changelog",
        "test (1.0) unstable; urgency=low\n\n  * Test.\n\n -- A <a\@example.org>  Fri, 20 Nov 2026 12:00:00 +0000\n");
    write_file("$directory/$_", $files{$_}) foreach keys %files;
    return $directory;
}

# Returns the uv of VIRTUALENV_MAKERS, a directory, or of PATH.
sub uv {
    my ($uv) = grep { -x } map { "$_/uv" } grep { length } ($ENV{VIRTUALENV_MAKERS} // '', split(/:/, $ENV{PATH}));
    return $uv;
}

sub write_file {
    my ($path, $content) = @_;
    make_path(dirname($path));
    open(my $handle, '>:raw', $path) or die "$path: $!";
    print {$handle} $content;
    close($handle) or die "$path: $!";
    return;
}

sub slurp {
    my ($path) = @_;
    open(my $handle, '<:raw', $path) or return '';
    local $/ = undef;
    return scalar <$handle>;
}

# Runs a command in a directory; returns its status, its standard output and its standard error.
sub run_in {
    my ($directory, @command) = @_;
    my $streams = tempdir(CLEANUP => 1);
    my $pid     = fork() // die "fork: $!";
    if (!$pid) {
        chdir($directory)                 or die "$directory: $!";
        open(STDIN, '<', '/dev/null')     or die $!;
        open(STDOUT, '>', "$streams/out") or die $!;
        open(STDERR, '>', "$streams/err") or die $!;
        exec(@command)                    or die "$command[0]: $!";
    }
    waitpid($pid, 0);
    return ($? >> 8, slurp("$streams/out"), slurp("$streams/err"));
}

# Returns the files of a project "proj" with a back end of its own (PEP 517), which requires distributions and, before it
# makes a wheel, runs lines of Python, which may put texts of files into "more".
sub small_project {
    my ($lines, @requires) = @_;
    my $python = <<'PYTHON';
import os, time, zipfile

def build_wheel(directory, config_settings=None, metadata_directory=None):
    more = {}
    LINES
    name = "proj-1.0-py3-none-any.whl"
    info = "proj-1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: proj\nVersion: 1.0\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "RECORD", "")
        for path, text in more.items():
            wheel.writestr(path, text)
    return name
PYTHON
    my $code     = join("\n    ", split(/\n/, $lines || 'pass'));
    my $required = join(', ',     map { "'$_'" } @requires);
    return (
        'backend.py'     => $python =~ s/LINES/$code/r,
        'pyproject.toml' => "[build-system]\nrequires = [$required]\nbuild-backend = 'backend'\nbackend-path = ['.']\n",
    );
}

# Returns the words that run a command in a root which has all of ours, and directories of this machine at the PATHs
# that are given with them. It goes with the namespace of its mounts.
sub other_root {
    my (@mounts) = @_;
    my $script = <<'SHELL';
set -eu
root=$1
shift
mount -t tmpfs tmpfs "$root"
root=$root/root # no mount point itself, like that of any chroot
mkdir "$root"
for entry in /*; do
	if [ -L "$entry" ]; then
		cp -P "$entry" "$root"
	elif [ -d "$entry" ]; then
		mkdir "$root$entry"
		mount --rbind "$entry" "$root$entry"
	fi
done
while [ "$1" != -- ]; do
	mkdir -p "$root$1"
	mount --bind "$2" "$root$1"
	shift 2
done
shift
exec chroot "$root" "$@"
SHELL
    my @namespace = ('unshare', '--mount', $> == 0 ? () : '--map-root-user');
    return (@namespace, 'sh', '-c', $script, 'sh', tempdir(CLEANUP => 1), @mounts, q{--});
}

# Puts an engine in front of PATH that appends its request to the file $CALLS, its command line to $CALLS.argv and some
# variables to $CALLS.env, and reports success. Returns its directory.
sub recording_engine {
    my $bin = tempdir(CLEANUP => 1);
    write_file("$bin/java", <<'PERL');
#!/usr/bin/perl
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path     qw(make_path);

sub note {
    my ($name, $line) = @_;
    open(my $file, '>>', "$ENV{CALLS}$name") or die $!;
    print {$file} "$line\n";
    close($file);
    return;
}
local $/ = "\0";
chomp(my @request = <STDIN>);
exit 2 if not @request;
%ENV = map { split(/=/, $_, 2) } splice(@request, 0, shift(@request));
note('.argv', "@ARGV");
my @requests = ([@request]);
if ($request[0] eq 'several') {
    splice(@request, 0, 2);
    @requests = ();
    push(@requests, [splice(@request, 0, shift(@request))]) while @request;
}
note('', "@{$_}") foreach @requests;
note('.env', join(q{ }, map { "$_=" . ($ENV{$_} // '') } qw(DH_VERBOSE PIP_INDEX_URL PIP_EXTRA_INDEX_URL)));
foreach my $request (grep { $_->[0] ne 'shlibdeps' } @requests) {
    my ($package, $result) = @{$request}[-4, -1];
    make_path(dirname($result));
    open(my $file, '>', $result) or die $!;
    print {$file} "Cache-Tag: cpython-399\nDepends: python3.99\nVirtualenv: /usr/share/python/$package\n";
    close($file);
}
PERL
    chmod(0755, "$bin/java") or die $!;
    $ENV{PATH} = "$bin:$ENV{PATH}";
    return $bin;
}

# Writes a wheel NAME into a directory; the files are read from a tree. It is NAME 1.0, without requirements, unless
# something else is said.
sub make_wheel {
    my ($directory, $name, $tree, $tag, $version, @requirements) = @_;
    my $script = <<'PYTHON';
import base64, hashlib, os, sys, zipfile
directory, name, tree, tag, version, *requirements = sys.argv[1:]
info = f"{name}-{version}.dist-info"
metadata = [f"Name: {name}", f"Version: {version}"] + [f"Requires-Dist: {one}" for one in requirements]
files = {
    f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", *metadata, ""]).encode(),
    f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
}
for base, _, found in os.walk(tree):
    for file in found:
        path = os.path.join(base, file)
        files[os.path.relpath(path, tree)] = open(path, "rb").read()
rows = []
for path, content in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    rows.append(f"{path},sha256={digest},{len(content)}\n")
files[f"{info}/RECORD"] = ("".join(rows) + f"{info}/RECORD,,\n").encode()
os.makedirs(directory, exist_ok=True)
with zipfile.ZipFile(os.path.join(directory, f"{name}-{version}-{tag}.whl"), "w") as wheel:
    for path, content in files.items():
        wheel.writestr(path, content)
PYTHON
    my @what = ($directory, $name, $tree, $tag // 'py3-none-any', $version // '1.0', @requirements);
    system('/usr/bin/python3', '-c', $script, @what) == 0 or die 'no wheel';
    return;
}

# Writes a wheel NAME into a directory that has a console script of that name; it runs $body, which prints the name and
# the prefix of the interpreter unless something else is said. The module is a file, or a package of that file name.
sub make_script_wheel {
    my ($directory, $name, $file, $body) = @_;
    my $tree = tempdir(CLEANUP => 1);
    $body //= "import sys\n    print('$name', sys.prefix)";
    write_file("$tree/$file",                                "def main():\n    $body\n");
    write_file("$tree/$name-1.0.dist-info/entry_points.txt", "[console_scripts]\n$name = $name:main\n");
    make_wheel($directory, $name, $tree);
    return;
}

1;
