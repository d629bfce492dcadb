use strict;
use warnings;
use lib 'perl/t';
use Digest::SHA   qw(sha256_hex);
use FaultyIndex   qw(start_faulty_index);
use File::Find    qw(find);
use File::Path    qw(make_path remove_tree);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback);
use POSIX         qw(ceil);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel make_script_wheel);
use Time::HiRes qw(sleep time);

# What fails around a build: the index, the disk, the machine. Each failure has a status, a line that says what and one
# that says what to do; it ends by itself, gives nobody a password, and leaves nothing that the next build could take for
# something whole. With FAULTS=N, which test-packages/faults sets, it is everything that is listed, with pip's own
# patience, and N builds are killed; else a sample.
my $all   = $ENV{FAULTS};
my $kills = $all || 2;
plan(skip_all => 'needs a loopback interface') if not loopback();

my $index = tempdir(CLEANUP => 1);
write_file("$index/tree/frob/__init__.py", join(q{}, map { "x$_ = $_\n" } 1 .. 3000));
make_wheel("$index/files", 'frob', "$index/tree");
my ($port, $other) = start_faulty_index($index);
my $backend = <<'PYTHON';
import os, zipfile

def build_wheel(directory, config_settings=None, metadata_directory=None):
    name = "proj-1.0-py3-none-any.whl"
    info = "proj-1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
        wheel.writestr("proj.py", "def main():\n    print('proj')\n")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: proj\nVersion: 1.0\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "entry_points.txt", "[console_scripts]\nproj = proj:main\n")
        rows = "".join(info + name + ",,\n" for name in ("METADATA", "WHEEL", "entry_points.txt", "RECORD"))
        wheel.writestr(info + "RECORD", "proj.py,,\n" + rows)
    return name
PYTHON
my %requires = ('requirements.txt' => "frob\n");
my %builds   = (
    'backend.py'     => $backend,
    'pyproject.toml' => "[build-system]\nrequires = ['frob']\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
);
my %counts;

# Returns all below a directory with what it holds, but what debhelper and we keep of a build.
sub entries {
    my ($directory) = @_;
    my %found;
    my $note = sub {
        my $name = substr($File::Find::name, length $directory);
        return if -d && !-l or $name =~ m{^/debian/[.]debhelper/|[.](?:log|substvars)$};
        $found{$name} = -l $_ ? readlink : sha256_hex(slurp($_)) . ((stat)[2] & 07777);
    };
    find($note, $directory);
    return join("\n", map { "$_ $found{$_}" } sort keys %found);
}

# Runs dh_virtualenv where it has to fail.
sub fails {
    my ($name, $source, $hint, %how) = @_;
    my $temporary = $how{temporary} // tempdir(CLEANUP => 1);
    local $ENV{TMPDIR} = $temporary;
    my $before = entries($source);
    my $begin  = time;
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @{$how{arguments} // []});
    my $took = time - $begin;
    like($status, qr/^[345]$/, "$name: status") or diag("$out$err");
    is(() = $err =~ /^dh_virtualenv: error: /mg, 1, "$name: one line says what") or diag("$out$err");
    is(() = $err =~ /^dh_virtualenv: hint: /mg,  1, "$name: one line says what to do");
    like($err, qr/^dh_virtualenv: hint: .*$hint/m, "$name: which is that");
    unlike("$out$err", qr/\tat org\.|0penSesame/, "$name: no stack trace, no password");
    is(entries($source),                              $before, "$name: the source is as it was");
    is(join(q{ }, glob("$temporary/dh_virtualenv*")), '',      "$name: nothing is left in TMPDIR");
    cmp_ok($took, '<', $all ? 300 : 120, sprintf("$name: after %.0f s", $took));
    $counts{'failures of ' . ($how{of} // 'the index')}++;
    return;
}

# The fault, what to do about it, and whether it is part of the sample.
my $network = 'network of the build|cannot be reached';
my $half    = 'no list of files.*half of it';
my $hash    = 'not what the hash was made of.*try again';
my $damaged = q{'frob-1.0-py3-none-any.whl' is damaged: fetch it again};
my @faults  = (
    ['page-error500',       'status 500: try again later'],
    ['file-error500',       'status 500: try again later', 1],
    ['page-error404',       'nothing at http://\*\*\*\*@127.0.0.1:\d+/page-error404/simple/frob/.*--index-url'],
    ['file-error404',       'nothing at http://127.0.0.1:\d+/file-error404/files/frob'],
    ['page-busy',           'status 503: try again later', 1],
    ['page-reset',          $network],
    ['file-reset',          $network],
    ['page-hang',           $network, 1],
    ['file-hang',           $network, 1],
    ['page-half',           $half],
    ['file-half',           $hash],
    ['file-half.unhashed',  $damaged],
    ['page-short',          $half],
    ['file-short.unhashed', $damaged, 1],
    ['page-gzip',           $half,    1],
    ['file-gzip',           $hash],
    ['file-gzip.unhashed',  $damaged],
    ['page-html',           $half],
    ['page-login',          'simple/frob/ lists no file.*login page', 1],
    ['file-login.unhashed', $damaged],
    ['page-empty',          $half],
    ['file-empty.unhashed', $damaged],
    ['hash',                $hash, 1],
);
my @impatient = $all ? () : ('--extra-pip-arg=--retries=1', '--extra-pip-arg=--timeout=2');
foreach my $fault (@faults) {
    my ($name, $hint, $sample) = @{$fault};
    next if !$all && !$sample;
    local $ENV{PIP_INDEX_URL} = "http://user:0penSesame\@127.0.0.1:$port/$name/simple";
    fails($name, source_package({app => 'all'}, %requires), $hint, arguments => \@impatient);
}

# pip starts itself to fetch what a build needs.
foreach my $fault (['page-error500', 'status 500'], $all ? (['page-hang', $network], ['file-half', $hash]) : ()) {
    my ($name, $hint) = @{$fault};
    local $ENV{PIP_INDEX_URL} = "http://user:0penSesame\@127.0.0.1:$port/$name/simple";
    fails("$name for build tools", source_package({app => 'all'}, %builds), $hint, arguments => \@impatient);
}

# An index may send pip to another host, which is not told the password of the first.
foreach my $name (qw(page-redirect file-redirect)) {
    local $ENV{PIP_INDEX_URL} = "http://user:0penSesame\@127.0.0.1:$port/$name/simple";
    my $source = source_package({app => 'all'}, %requires, %builds);
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv');
    is($status, 0, "$name: works") or diag("$out$err");
}
my $log = slurp("$index/log");
like($log, qr{^$port True /page-redirect/simple/frob/}m, 'the index knows who asks');
like($log, qr{^$other False /whole/files/frob}m,         'another host is asked');
unlike($log, qr/^$other True/m, 'and is not told who asks');
like(slurp("$index/errors") =~ s/^.*BrokenPipe.*$//mgr, qr/^(?!.*NameError|.*AttributeError)/s, 'the index is sound');

# Makes a source package whose binary package has machine code, scripts and a lot of files.
sub large {
    my $source  = source_package({app => 'any'});
    my $content = qx(head -c 4M /dev/urandom);
    foreach my $name (qw(bulk knot)) {
        my $tree = tempdir(CLEANUP => 1);
        write_file("$tree/$name/data.bin", $content . $name);
        write_file("$tree/$name/m$_.py",   "def f(x):\n    return x + $_\n") foreach 1 .. 60;
        make_wheel("$source/wheels", $name, $tree);
    }
    make_script_wheel("$source/wheels", 'tool', 'tool.py');
    write_file("$source/requirements.txt", "bulk\nknot\ntool\n");
    write_file("$source/pyproject.toml",   $builds{'pyproject.toml'} =~ s/'frob'//r);
    write_file("$source/ext.c",            "int answer(void) { return 42; }\n");
    my $compile = q{subprocess.run(["gcc", "-g", "-shared", "-fPIC", "-o", "ext.so", "ext.c"], check=True)};
    my $machine = $backend =~ s/import os/import os, subprocess/r =~ s/    name =/    $compile\n    name =/r;
    $machine =~ s/"(py3-none-any[.]whl|proj-1.0-py3-none-any.whl)"/"proj-1.0-py3-none-linux_x86_64.whl"/g;
    $machine =~ s/(    info = .*\n.*\n)/$1        wheel.write("ext.so", "ext.so")\n/;
    $machine =~ s/"proj.py,,\\n"/"proj.py,,\\next.so,,\\n"/;
    write_file("$source/backend.py", $machine);
    write_file("$source/debian/rules",
            "#!/usr/bin/make -f\n%:\n\tdh \$@ --with python-virtualenv\n"
          . "override_dh_builddeb:\n\tmkdir -p debian/out\n\tdh_builddeb --destdir=debian/out\n");
    chmod(0755, "$source/debian/rules") or die $!;
    return $source;
}
$ENV{PIP_NO_INDEX} = 1;

# The disk is full: that of temporary files, or that of the build.
my @private = ('unshare', '--mount', $> == 0 ? () : '--map-root-user');
my ($forbidden) = run_in('/', @private, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt');
SKIP: {
    skip('only if mounts are allowed', 1) if $forbidden;
    pass('disks can be made');
}
foreach my $place ($forbidden ? () : qw(TMPDIR debian)) {
    my ($failed, $unit) = (0, $place eq 'TMPDIR' ? 1 : 4);
    foreach my $size ($all ? map { $unit * $_ } 1 .. 12 : map { $unit * $_ } (1, 4)) {
        my $source = large();
        my $mount  = $place eq 'debian' ? "$source/debian" : tempdir(CLEANUP => 1);
        my @small  = (@private, 'sh', '-euc', <<'SHELL', 'sh', $mount, $size);
cp -a "$1" "$1.kept"
mount -t tmpfs -o "size=$2M" tmpfs "$1"
cp -a "$1.kept/." "$1"
rm -r "$1.kept"
list() { (cd "$1" && find . ! -type d ! -path './.debhelper/*' ! -name '*.log' ! -name '*.substvars' | sort); }
before=$(list "$1")
status=0
dh_virtualenv || status=$?
after=$(list "$1")
[ "$status" = 0 ] || [ "$before" = "$after" ] || { echo "left: $after"; exit 99; }
exit "$status"
SHELL
        local $ENV{TMPDIR}         = $place eq 'TMPDIR' ? $mount : tempdir(CLEANUP => 1);
        local $ENV{PIP_FIND_LINKS} = "$source/wheels";
        my ($status, $out, $err) = run_in($source, @small);
        next if !$status;
        my $name = "$size MB for $place";
        $failed++;
        like($status, qr/^[45]$/, "$name: status, nothing left")                     or diag("$out$err");
        is(() = $err =~ /^dh_virtualenv: (?:error|hint): /mg, 2, "$name: two lines") or diag("$out$err");
        like($err, qr/^dh_virtualenv: hint: free some space/m, "$name: free some")   or diag("$out$err");
        unlike("$out$err", qr/\tat org\./, "$name: no stack trace");
    }
    cmp_ok($failed, '>=', 2, "$place was too small");
    $counts{"failures with $place full"} += $failed;
}

# A machine that stops at any moment leaves what it leaves; the next build ends as if it had been the first.
my $source = large();
local $ENV{PIP_FIND_LINKS} = "$source/wheels";
local $ENV{TMPDIR}         = tempdir(CLEANUP => 1);

sub build {
    my (@targets) = @_;
    my $pid = fork() // die $!;
    if (!$pid) {
        setpgrp(0, 0);
        chdir($source)                        or die $!;
        open(STDIN, '<', '/dev/null')         or die $!;
        open(STDOUT, '>', "$ENV{TMPDIR}/log") or die $!;
        open(STDERR, '>&', \*STDOUT)          or die $!;
        exec('debian/rules', @targets)        or die $!;
    }
    return $pid;
}

# Builds to the end; returns the digest of the package.
sub built {
    waitpid(build(@_), 0);
    is($?, 0, "debian/rules @_") or diag(slurp("$ENV{TMPDIR}/log"));
    my @left = glob("$ENV{TMPDIR}/dh_virtualenv*");
    is("@left", '', 'no temporary directory is left');
    my @packages = glob("$source/debian/out/app_1.0_*.deb");
    return sha256_hex(slurp($packages[0] // die 'no package'));
}
my $untouched = entries($source);
my $begin     = time;
my $whole     = built('binary');
my $took      = time - $begin;
foreach my $number (1 .. $kills) {
    my @again = $number % 2 ? ('clean', 'binary') : ('binary');
    remove_tree("$source/debian/out");
    waitpid(build('clean'), 0);
    my $moment = rand($took);
    my $pid    = build('binary');
    sleep($moment);
    kill('KILL', -$pid);
    waitpid($pid, 0);
    my $ended = $? == 0 ? 'was done' : 'was killed';
    is(built(@again), $whole, sprintf("@again after a build that $ended at %.1f s is the same", $moment));
    $counts{"builds that $ended"}++;
}
remove_tree("$source/debian/out");
waitpid(build('clean'), 0);
is(entries($source), $untouched, 'the source is as it was');

if ($all) {
    diag("$counts{$_} $_") foreach sort keys %counts;
}
done_testing();
