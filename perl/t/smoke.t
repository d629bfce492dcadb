use strict;
use warnings;
use lib 'perl/t';
use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use File::Path     qw(make_path);
use File::Temp     qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel other_root);

my ($forbidden) = run_in('/', other_root(), 'true');
plan(skip_all => 'only if mounts are allowed: what is tried has a root of its own') if $forbidden;

# A project and its requirements, tried in real namespaces with what dpkg has installed here. libmagic and its data are
# on every machine that has debhelper.
my $wheels  = tempdir(CLEANUP => 1);
my %modules = (
    usemagic  => "import ctypes\nctypes.CDLL('libmagic.so.1')\n",
    findmagic => "import ctypes.util\nassert ctypes.util.find_library('magic'), 'no magic here'\n",
    usegone   => "import ctypes\nctypes.CDLL('libgone.so.1')\n",
    mayread   => "try:\n    open('/usr/lib/file/magic.mgc').close()\nexcept OSError:\n    pass\n",
    threaded  => "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n",
);
foreach my $name (sort keys %modules) {
    my $tree = tempdir(CLEANUP => 1);
    write_file("$tree/$name.py", $modules{$name});
    make_wheel($wheels, $name, $tree);
}
my $setup = <<'PYTHON';
from setuptools import setup
setup(
    name="project", version="1", packages=["project"], py_modules=["single"],
    entry_points={"console_scripts": ["greet = project:greet", "serve = project:serve", "lost = project:lost"]},
)
PYTHON
my $project = <<'PYTHON';
import argparse, sys

def greet():
    argparse.ArgumentParser().parse_args()

def serve():
    sys.exit("serve knows no " + sys.argv[1])

def lost():
    import ctypes
    ctypes.CDLL("libmagic.so.1")
PYTHON
my $source = source_package(
    {app => 'any', 'app-data' => 'all'},
    'setup.py'                                => $setup,
    'project/__init__.py'                     => $project,
    'single.py'                               => "print('imported')\n",
    'requirements.txt'                        => join("\n", sort keys %modules) . "\n",
    'debian/app-data/usr/share/app-data/text' => "data\n",
);
my $control = slurp("$source/debian/control");

sub depends {
    my (@relations) = @_;
    my $field = join(q{, }, '${misc:Depends}', '${shlibs:Depends}', @relations);
    write_file("$source/debian/control", $control =~ s/(?<=Package: app\n)/Depends: $field\n/r);
    return;
}
depends();
my @offline = map { "--extra-pip-arg=$_" } '--no-index', "--find-links=$wheels",
  '--find-links=/usr/share/python-wheels';
my ($status, $out, $err) = run_in($source, 'dh_virtualenv', '-papp', @offline);
is($status, 0, 'there is a virtualenv') or diag("$out$err");
my $place = '/usr/share/python/app';

# as dh does, which makes the link to the interpreter a relative one
is((run_in($source, 'dh_link', '-papp'))[0], 0, 'links are as in a package');

sub try {
    my (@options) = @_;
    ($status, $out, $err) = run_in($source, 'dh_virtualenv_test', @options);
    return;
}

# Each run takes seconds, so as much as possible is tried in one.
sub works {
    my ($name, @options) = @_;
    try('--smoke-required', @options);
    is($status, 0, "$name: works") or diag("$out$err");
    return;
}

sub fails {
    my ($name, @options) = @_;
    try('--smoke-required', @options);
    is($status, 3, "$name: fails") or diag("$out$err");
    return;
}

# Whether there is an error about a trial, what it says and with which hint.
sub said {
    my ($trial, $what, $hint) = @_;
    my ($error) = $err =~ /^dh_virtualenv_test: error: ('\Q$trial\E' .*?^)(?=dh_virtualenv_test:|\z)/ms;
    like($error // $err, qr/$what/s, "'$trial' fails: what");
    return if not $hint;
    my ($found) = $err =~ /^dh_virtualenv_test: error: '\Q$trial\E' .*?^dh_virtualenv_test: hint: (.*)/ms;
    like($found, qr/$hint/, "'$trial' fails: hint");
    return;
}

try();
is("$status$out$err", '0', 'nothing is tried that nobody asked for');

# What a machine of users has, and nothing else.
works(
    'what is there',
    (map { "--smoke-import=$_" } qw(project single threaded)),
    map { "--smoke-command=$_" } "greet --help && [ \"\$(command -v greet)\" = $place/bin/greet ]",
    q{awk 'BEGIN { exit 0 }'},
    '[ "$(id -un)" = nobody ] && [ "$HOME" = /nonexistent ]',
    'touch /tmp/x /var/tmp/x /run/x /dev/shm/x && echo >/dev/null',
    q{python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); socket.create_connection(s.getsockname())'}
);
is($out, "trials of app: 8\n", 'nothing else is said');
ok(!-e '/run/x', 'what was written is gone');
my @commands = (
    "touch $place/bin/greet",
    q{python3 -c 'import socket; socket.create_connection(("192.0.2.1", 9), 5)'},
    'dh_virtualenv_test', 'make --version',
    'serve now',
);
my @modules = qw(usemagic findmagic nothing usegone);
fails('what is not there', (map { "--smoke-import=$_" } @modules), (map { "--smoke-command=$_" } @commands));
said($commands[0],      'Permission denied|Read-only file system');
said($commands[1],      'Network is unreachable', 'its output says why.*no network');
said($commands[2],      q{missing: program 'dh_virtualenv_test'});
said($commands[3],      q{missing: program 'make' of make},               q{add 'make' to Depends of app});
said($commands[4],      '\(status 1\).*serve knows no now',               'its output says why');
said('import usemagic', q{missing: library 'libmagic.so.1' of libmagic1}, q{add 'libmagic1\w*' to Depends of app});
said(
    'import findmagic',
    q{missing: library 'libmagic.so.1' of libmagic1.*no magic},
    q{add 'libmagic1\w*' to Depends of app}
);
said('import nothing', q{missing: module 'nothing', of which no package is known},       'to the requirements');
said('import usegone', q{missing: library 'libgone.so.1', of which no package is known}, 'apt-file');

fails(
    'its own modules and scripts', '--smoke', '--smoke-import=mayread', '--smoke-timeout=5',
    '--smoke-command=sleep 60'
);
said("$place/bin/lost --help", q{missing: library 'libmagic.so.1' of libmagic1}, 'libmagic1');
said('sleep 60',               'takes too long',                                 '--smoke-timeout');
is(scalar(() = $err =~ /error:/g), 2, 'the others work');
like(
    $out,
    qr{warning: '$place/bin/serve --help' fails.*: serve knows no --help;},
    'who knows no --help earns a warning'
);
unlike($out, qr/single|greet/, 'and nobody else');
like(
    $out,
    qr{note: 'import mayread' works, and would use: file '/usr/lib/file/magic.mgc' of libmagic-mgc$}m,
    'what is optional is noted'
);
try('--smoke-timeout=soon', '--smoke-import=project');
is($status, 2, 'a time that is none');

# Depends is what counts, of other packages of the source too.
my $data = 'grep data /usr/share/app-data/text';
depends('no-such-package (>= 2) | nor-this-one', 'libmagic1 | libmagic1t64');
fails('a dependency that is not here', (map { "--smoke-import=$_" } @modules), "--smoke-command=$data");
like($out, qr/warning: app is tried without 'no-such-package \(>= 2\) \| nor-this-one'.*Build-Depends/, 'is said');
unlike($err, qr/magic/, 'one that is here is there');
said('import usegone', 'libgone', q{no-such-package.*to Build-Depends.*not installed here});
said($data, 'No such file');
depends('app-data (= ${binary:Version})');
works('a package of the same source', '-papp', "--smoke-command=$data");

# In debian/PACKAGE.virtualenv, and left out.
depends();
write_file("$source/debian/app.virtualenv", "smoke-import=usemagic\nsmoke-required\n");
try();
is($status, 3, 'debian/app.virtualenv says what is tried') or diag("$out$err");
foreach my $left (
    ['DEB_BUILD_OPTIONS=nocheck',         'nocheck is set'],
    ['DEB_BUILD_PROFILES=nocheck',        'nocheck is set'],
    [qw(dpkg-architecture -f -aarm64 -c), 'it is for another architecture']
  )
{
    my ($reason, @how) = reverse(@{$left});
    ($status, $out, $err) = run_in($source, 'env', reverse(@how), 'dh_virtualenv_test');
    is($status, 0, "left out: @how") or diag("$out$err");
    like($out, qr/^\s*app is not tried: $reason$/m, 'and says so');
}

# Who may not have namespaces: a chroot without the capability, as builders have them.
my @weak = (other_root(), 'setpriv', '--bounding-set=-sys_admin', 'env', '-C', $source);
unlink("$source/debian/app.virtualenv");
($status, $out, $err) = run_in($source, @weak, 'dh_virtualenv_test', '--smoke-import=usemagic');
is($status, 0, 'no namespaces: no error') or diag("$out$err");
like($out, qr/warning: app is not tried: .*Operation not permitted.*--smoke-required/, '... but a warning');
($status, $out, $err) = run_in($source, @weak, 'dh_virtualenv_test', '--smoke-import=usemagic', '--smoke-required');
is($status, 5, 'unless that is asked for') or diag("$out$err");
like($err, qr/error: app is not tried.*\n.*hint: build as root/, '... and an error');

# Whoever may have them in a chroot, even if there is no user nobody.
($status, $out, $err) = run_in($source, other_root(), 'env', '-C', $source, 'dh_virtualenv_test', '--smoke-required',
    '--smoke-import=usemagic', '--smoke-command=[ -w /tmp ] && ! [ -w / ]');
is($status, 3, 'in a chroot') or diag("$out$err");
like($err, qr/missing: library 'libmagic.so.1' of libmagic1/, 'it is the same');
unlike($err, qr/-w/, 'and the rest works');

# An ordinary user, for whom the kernel makes a namespace; nothing of this source needs to be readable for all.
SKIP: {
    skip('only if run by root', 4) if $> != 0;
    my $top   = abs_path(dirname(__FILE__) . '/../..');
    my $mount = tempdir(CLEANUP => 1);
    chmod(0755, $mount)                                or die $!;
    system('chown', '-R', '65534:65534', $source) == 0 or die 'chown';
    my @variables =
      map { "$_=" . ($ENV{$_} =~ s/\Q$top\E/$mount/gr) } qw(PATH PERL5LIB DH_DATAFILES DH_VIRTUALENV_ENGINE);
    my @nobody = (
        qw(unshare --mount sh -c),
        'mount --bind "$1" "$2"; shift 2; exec "$@"',
        'sh', $top, $mount, qw(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/), @variables
    );
    foreach my $module (qw(project usemagic)) {
        ($status, $out, $err) =
          run_in($source, @nobody, 'dh_virtualenv_test', '--smoke-required', "--smoke-import=$module");
        is($status, $module eq 'project' ? 0 : 3, "an ordinary user: $module") or diag("$out$err");
    }
    like($err, qr/missing: library 'libmagic.so.1' of libmagic1/, 'with the same reasons');
    ($status) = run_in($source, @nobody, 'dh_virtualenv_test', '--smoke-required', "--smoke-command=touch $place/x");
    is($status, 3, 'the package is not his to write to');
}
done_testing();
