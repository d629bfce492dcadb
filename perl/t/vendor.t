use strict;
use warnings;
use lib 'perl/t';
use Digest::SHA   qw(sha256_hex);
use File::Find    qw(find);
use File::Path    qw(make_path remove_tree);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel uv);

# Everything from an index that asks for a password, which looks for it in all command lines at each request; then
# builds without it.
plan(skip_all => 'needs a loopback interface') if not loopback();

my $index = tempdir(CLEANUP => 1);

# Writes the page of a name, which has all files of its directory.
sub offer {
    my ($name)    = @_;
    my $directory = "$index/tree/simple/$name";
    my @files     = map { s{.*/}{}r } grep { !/index[.]html$/ } glob("$directory/*");
    my @links     = map { "<a href=\"$_#sha256=" . sha256_hex(slurp("$directory/$_")) . "\">$_</a>\n" } @files;
    return write_file("$directory/index.html", join('', @links));
}

sub wheel {
    my ($name, $version, $tag, $metadata, @requirements) = @_;
    my $tree = tempdir(CLEANUP => 1);
    write_file("$tree/${name}_module.py",                         "VERSION = '$version'\n");
    write_file("$tree/$name-$version.dist-info/LICENSE",          "Be nice.\n");
    write_file("$tree/$name-$version.dist-info/entry_points.txt", $metadata) if $metadata;
    make_wheel("$index/tree/simple/$name", $name, $tree, $tag, $version, @requirements);
    offer($name);
    return;
}

# A back end that is a wheel of the index and itself requires "helper"; it makes a wheel of one module.
my $backend = <<'PYTHON';
import os, re, zipfile

import helper_module


def build_wheel(directory, config_settings=None, metadata_directory=None):
    with open("PKG-INFO", encoding="utf-8") as file:
        metadata = file.read()
    name, version = re.search(r"^Name: (.*)\nVersion: (.*)$", metadata, re.M).groups()
    base = f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(directory, base), "w") as wheel:
        info = f"{name}-{version}.dist-info"
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return base
PYTHON
my $pyproject = "[build-system]\nrequires = ['maker>=1']\nbuild-backend = 'maker_backend'\n";

sub metadata {
    my ($name, @requirements) = @_;
    return "Metadata-Version: 2.1\nName: $name\nVersion: 1.0\nLicense: Artistic-2.0\n"
      . join('', map { "Requires-Dist: $_\n" } @requirements);
}

sub sdist {
    my ($name, @requirements) = @_;
    my $tree = tempdir(CLEANUP => 1);
    write_file("$tree/$name-1.0/pyproject.toml", $pyproject);
    write_file("$tree/$name-1.0/PKG-INFO",       metadata($name, @requirements));
    make_path("$index/tree/simple/$name");
    system('tar', '-C', $tree, '-czf', "$index/tree/simple/$name/$name-1.0.tar.gz", "$name-1.0") == 0 or die 'no sdist';
    offer($name);
    return;
}

my $maker = tempdir(CLEANUP => 1);
write_file("$maker/maker_backend.py", $backend);
make_wheel("$index/tree/simple/maker", 'maker', $maker, undef, '1.0', 'helper');
offer('maker');
wheel('helper', '1.0');
wheel('click',  '1.0');
wheel('old',    '1.0');
wheel('fast',   '1.0', 'cp311-cp311-manylinux_2_17_x86_64');
wheel('fast',   '1.0', 'cp312-cp312-manylinux_2_17_aarch64');
my $here = 'cp3' . (qx(/usr/bin/python3 -c 'import sys; print(sys.version_info[1])') + 0);
wheel('fast',  '1.0', "$here-none-any");
wheel('swift', '1.0', "$here-none-any");
wheel('swift', '2.0', 'cp312-cp312-manylinux_2_17_aarch64');
sdist('slow', 'click');
my $port = start_index($index);
my $url  = "http://user:$PASSWORD\@127.0.0.1:$port/simple";
my $log  = '';

sub requests {
    my $new = slurp("$index/log");
    truncate("$index/log", 0);
    $log .= $new;
    return $new;
}

my ($everything, @sources) = ('');

# Runs a command with the index, and keeps all that it prints.
sub run {
    my ($source, @command) = @_;
    local $ENV{PIP_INDEX_URL} = $url;
    my ($status, $out, $err) = run_in($source, @command);
    $everything .= "$out$err";
    return ($status, $out, $err);
}

sub vendor {
    my ($directory, @options) = @_;
    push(@sources, $directory);
    return run($directory, 'dh_virtualenv_vendor', @options);
}

sub build {
    my ($directory, @options) = @_;
    remove_tree("$directory/debian/app", glob("$directory/debian/.debhelper/generated/app/*.result"));
    return run($directory, 'dh_virtualenv', @options);
}

sub installed {
    my ($source) = @_;
    my $site = "$source/debian/app/usr/share/python/app/lib/python3*/site-packages";
    return join(q{ }, sort map { m{.*/(.*)[.]dist-info$} } grep { !m{/pip-} } glob("$site/*.dist-info"));
}

sub files {
    my ($source, $directory) = @_;
    return join(q{ }, sort map { s{.*/}{}r } glob("$source/" . ($directory // 'debian/vendor') . '/*'));
}

my $source = source_package(
    {app => 'all'},
    'debian/source/format'           => "3.0 (quilt)\n",
    'debian/source/include-binaries' => "debian/logo.png\n",
    'pyproject.toml'                 => $pyproject,
    'PKG-INFO'                       => metadata('proj', 'click>=1'),
    'requirements.txt'               => "slow\n",
);

# What is fetched: the requirement without a wheel, what both require, and what builds them.
my ($status, $out, $err) = vendor($source);
my $all =
  'SHA256SUMS click-1.0-py3-none-any.whl helper-1.0-py3-none-any.whl maker-1.0-py3-none-any.whl slow-1.0.tar.gz';
is($status,        0,    'dh_virtualenv_vendor') or diag("$out$err");
is(files($source), $all, 'has a wheel, an sdist and the tools of builds');
like($out, qr/^fetching slow-1[.]0[.]tar[.]gz \(/m,                          'each download is shown');
like($out, qr/^[+] slow 1[.]0, sdist +1 file +\d[.]\d kB  Artistic-2[.]0$/m, 'size and licence of an sdist');
like($out, qr/^[+] maker 1[.]0 .* unknown licence$/m,                        'a wheel that tells none');
($status, $out, $err) = run_in("$source/debian/vendor", 'sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS');
is($status, 0, 'sha256sum reads the manifest') or diag("$out$err");
my $manifest = slurp("$source/debian/vendor/SHA256SUMS");
my @names    = $manifest =~ /^\w{64}  (.*)$/mg;
is_deeply(\@names, [sort @names], 'which is sorted');
my ($architecture) = qx(dpkg --print-architecture) =~ /(\S+)/;
like($manifest, qr/^# For: 3[.]\d+ \Q$architecture\E$/m, 'and says for whom it is');
is(
    slurp("$source/debian/source/include-binaries"),
    join('', map { "$_\n" } 'debian/logo.png', map { "debian/vendor/$_" } @names),
    'dpkg-source will take the files'
);
is_deeply([glob("$source/debian/.[!.]*")], [], 'nothing else is left');

# A build takes everything from there, even if somebody names an index.
requests();
($status, $out, $err) = build($source);
is($status,            0,                             'a build') or diag("$out$err");
is(installed($source), 'click-1.0 proj-1.0 slow-1.0', 'has everything');
like($out, qr{^using debian/vendor; no index is asked$}m, 'and says where it comes from');
($status, $out, $err) = build($source, "--index-url=$url", '--extra-pip-arg=-v');
is($status, 0, 'so does one with an index') or diag("$out$err");
like($out, qr{note: --index-url and --extra-index-url do not count}, 'which is told that it does not count');
is(requests(), '', 'the index was not asked');
write_file("$source/requirements.txt",
    "--index-url $url\nslow\nhttp://127.0.0.1:$port/simple/old/old-1.0-py3-none-any.whl\n");
($status, $out, $err) = build($source);
is($status, 4, 'an archive that is named by its URL');
like($err, qr{'debian/vendor' lacks it: renew that with dh_virtualenv_vendor --update}, 'is not fetched');
is(requests(), '', 'nor is anything from the index of a requirements file');
($status, $out, $err) = vendor($source, '--update');
is($status, 3, 'it cannot be vendored');
like($err, qr{'old' is asked for by the URL.*\n.*put its archive into the source}, 'and is named with a remedy');
is(files($source), $all, 'nothing has changed by that');
write_file("$source/requirements.txt", "slow\n");

# Every file is verified.
sub refused {
    my ($what, $message) = @_;
    ($status, $out, $err) = build($source);
    is($status, 3, "$what fails the build");
    like($err, $message, 'and is named');
    ok(!-e "$source/debian/app/usr", 'nothing is installed');
    ($status, $out, $err) = vendor($source, '--check');
    is($status, 3, 'so it fails the check');
    like($err, $message, 'with the same words');
    return;
}
my $slow    = "$source/debian/vendor/slow-1.0.tar.gz";
my $content = slurp($slow);
write_file($slow, substr($content, 0, -1) . chr(ord(substr($content, -1)) ^ 1));
refused('a changed byte',
    qr{'debian/vendor/slow-1[.]0[.]tar[.]gz' is not the file that the manifest names\n.*--update});
unlink($slow);
refused('a missing file', qr{'debian/vendor/slow-1[.]0[.]tar[.]gz' is missing\n.*--update});
write_file($slow,                                             $content);
write_file("$source/debian/vendor/evil-1.0-py3-none-any.whl", 'x');
refused('an extra file', qr{'debian/vendor/evil-1[.]0-py3-none-any[.]whl' is not in the manifest\n.*remove it});
($status, $out, $err) = vendor($source, '--update');
is($status, 3, 'it is not overwritten either');
like($err, qr{evil-1[.]0-py3-none-any[.]whl' was not made by dh_virtualenv_vendor\n.*move it away}, 'and named');
ok(-e "$source/debian/vendor/evil-1.0-py3-none-any.whl", 'nor deleted');
unlink("$source/debian/vendor/evil-1.0-py3-none-any.whl");

# Is it what is required?
requests();
($status, $out, $err) = vendor($source, '--check');
is($status, 0, '--check') or diag("$out$err");
like($out, qr{^'debian/vendor' has what is needed, and nothing else$}m, 'says so');
write_file("$source/requirements.txt", "slow\nold\n");
($status, $out, $err) = vendor($source, '--check');
is($status, 4, 'a requirement more');
like($err, qr{hint: 'debian/vendor' lacks it: renew that with dh_virtualenv_vendor --update}, 'and what to do');
write_file("$source/requirements.txt", '');
($status, $out, $err) = vendor($source, '--check');
is($status, 3, 'a requirement less');
like($err, qr{'debian/vendor/slow-1[.]0[.]tar[.]gz' is not needed any more\n.*--update}, 'names the file');
is(requests(), '', 'the index was not asked');
($status, $out, $err) = vendor($source);
is($status, 3, 'what is there is not overwritten');
like($err, qr{'debian/vendor' is there already\n.*--update}, 'without being asked for it');

wheel('click', '2.0');
wheel('old',   '2.0');
write_file("$source/requirements.txt", "slow\nold<2\n");
write_file($slow,                      'damaged');
($status, $out, $err) = vendor($source, '--update');
is($status, 0, '--update') or diag("$out$err");
my $renewed = $all =~ s/click-1/click-2/r =~ s/slow/old-1.0-py3-none-any.whl slow/r;
is(files($source), $renewed, 'has newer releases where they are allowed');
like($out, qr/^[+] click 2[.]0 /m,                      'says what is new');
like($out, qr/^- click-1[.]0-py3-none-any[.]whl$/m,     'what has gone');
like($out, qr/^  slow 1[.]0, sdist .*Artistic-2[.]0$/m, 'and what is as it was');
unlike(slurp("$source/debian/source/include-binaries"), qr/click-1/, 'dpkg-source is not told of what has gone');
like(slurp("$source/debian/source/include-binaries"), qr/click-2/, 'but of what is new');
like(slurp("$source/debian/source/include-binaries"), qr/logo/,    'and nobody else forgotten');
($status, $out, $err) = build($source);
is($status,            0,                                     'a build') or diag("$out$err");
is(installed($source), 'click-2.0 old-1.0 proj-1.0 slow-1.0', 'has them');

# A failure leaves everything as it was.
write_file("$source/requirements.txt", "slow\nnone-such\n");
my $before = slurp("$source/debian/vendor/SHA256SUMS");
($status, $out, $err) = vendor($source, '--update');
is($status,                                   4,        'a requirement that the index does not have');
is(files($source),                            $renewed, 'nothing has changed');
is(slurp("$source/debian/vendor/SHA256SUMS"), $before,  'the manifest neither');
is_deeply([glob("$source/debian/.vendor*")], [], 'and nothing is left');

# So does a signal.
{
    local $ENV{TMPDIR}        = tempdir(CLEANUP => 1);
    local $ENV{PIP_INDEX_URL} = $url;
    write_file("$source/requirements.txt", "slow\n");
    my $pid = fork() // die $!;
    if (!$pid) {
        chdir($source)                           or die $!;
        open(STDOUT, '>', "$index/signal")       or die $!;
        open(STDERR, '>&', \*STDOUT)             or die $!;
        exec('dh_virtualenv_vendor', '--update') or die $!;
    }
    for (1 .. 600) {
        last if glob("$ENV{TMPDIR}/dh_virtualenv_vendor.*/tools/pip/pip/*.py");
        select(undef, undef, undef, 0.1);
    }
    kill('TERM', $pid);
    waitpid($pid, 0);
    is($? & 127, 15, 'a signal ends it') or diag(slurp("$index/signal"));
    is_deeply([glob("$source/debian/.vendor* $ENV{TMPDIR}/dh_*")], [], 'and nothing is left');
    is(files($source), $renewed, 'nothing has changed');
}

# Another place, and none.
$source = source_package({app => 'all'}, 'requirements.txt' => "click\n");
($status, $out, $err) = vendor($source, '--vendor=vendor');
is($status,                  0,                                       '--vendor') or diag("$out$err");
is(files($source, 'vendor'), 'SHA256SUMS click-2.0-py3-none-any.whl', 'has another directory');
requests();
($status, $out, $err) = build($source);
is($status, 0, 'a build') or diag("$out$err");
like($out, qr{^using vendor; no index is asked$}m, 'finds it, as where a component tarball is unpacked');
is(requests(), '', 'the index was not asked');
($status, $out, $err) = build($source, '--vendor=/dev/null');
is($status, 0, 'a build without it') or diag("$out$err");
like(requests(), qr{^GET /simple/click/}m, 'asks the index');
($status, $out, $err) = build($source, '--vendor=elsewhere');
is($status, 3, 'one that is named has to be there');
like($err, qr{'elsewhere' has no SHA256SUMS of dh_virtualenv_vendor\n.*--vendor=elsewhere}, 'or is named');

# Other interpreters and architectures; for another Python there is another requirement.
$source = source_package({app => 'all'},
    'requirements.txt' => "fast\nslow\nswift\nold; python_version == '3.12' and platform_machine == 'aarch64'\n");
($status, $out, $err) = vendor($source, '--python-version=3.12', '--architecture=arm64');
is($status, 0, 'a foreign interpreter') or diag("$out$err");
like(files($source), qr/fast-1[.]0-cp312-cp312-manylinux_2_17_aarch64[.]whl/, 'has its wheel');
like(files($source), qr/fast-1[.]0-cp3\d+-\S+[.]whl.*fast-1/,                 'so has that of this machine');
like(files($source), qr/slow-1[.]0[.]tar[.]gz/,                               'a source distribution serves both');
like(files($source), qr/old-2[.]0/,                                           'markers are those of the foreign one');
like(files($source), qr/swift-1[.]0.*swift-2[.]0-cp312/, 'each has the newest release that is for it');
like(slurp("$source/debian/vendor/SHA256SUMS"), qr/^# For: 3[.]12 arm64$/m, 'and the manifest names it');
($status, $out, $err) = vendor($source, '--check');
is($status, 0, '--check goes by the manifest') or diag("$out$err");
($status, $out, $err) = build($source);
is($status,            0,                                       'a build on this machine') or diag("$out$err");
is(installed($source), 'click-2.0 fast-1.0 slow-1.0 swift-1.0', 'has what is for it');
SKIP: {
    my $uv = uv();
    skip('needs uv', 1) if not $uv;
    my $bin = tempdir(CLEANUP => 1);
    symlink($uv, "$bin/uv") or die $!;
    local $ENV{PATH} = "$bin:$ENV{PATH}";
    rename("$source/debian/app", "$index/by-pip") or die $!;
    ($status, $out, $err) = build($source, '--installer=uv', '-v');
    is($status, 0, 'a build where uv decides') or diag("$out$err");
    like($out, qr/^\t\S+uv pip compile/m, 'which it does');
    is(qx(diff -r --no-dereference $index/by-pip $source/debian/app 2>&1), '', 'makes the same');
}
($status, $out, $err) = vendor($source, '--update', '--python-version=3.8', '--architecture=s390x');
is($status, 4, 'an interpreter for which there is no wheel');
($status, $out, $err) = vendor($source, '--update', '--architecture=vax');
is($status, 2, 'an architecture that nobody knows');
like($err, qr/no wheels are known for the architecture 'vax'\n.*amd64, arm64/, 'is refused');

# Packages with options of their own share the directory.
$source = source_package(
    {app => 'all', second => 'all'},
    'requirements.txt'         => "click\n",
    'other.txt'                => "old\n",
    'debian/second.virtualenv' => "requirements=other.txt\n",
    'debian/app.virtualenv'    => "preinstall=helper\n",
);
($status, $out, $err) = vendor($source);
is($status, 0, 'two packages') or diag("$out$err");
is(
    files($source),
    'SHA256SUMS click-2.0-py3-none-any.whl helper-1.0-py3-none-any.whl old-2.0-py3-none-any.whl',
    'have what each asks for'
);
($status, $out, $err) = vendor($source, '--check');
is($status, 0, 'and nothing is too much') or diag("$out$err");

# A lock file.
$source = source_package(
    {app => 'all'},
    'pylock.toml' => join("\n",
        'lock-version = "1.0"',
        'created-by = "test"',
        '[[packages]]',
        'name = "old"',
        'version = "1.0"',
        '[[packages.wheels]]',
        "url = \"http://127.0.0.1:$port/simple/old/old-1.0-py3-none-any.whl\"",
        'hashes = {sha256 = "' . sha256_hex(slurp("$index/tree/simple/old/old-1.0-py3-none-any.whl")) . '"}',
        '')
);
($status, $out, $err) = vendor($source);
is($status,        0,                                     'a lock file') or diag("$out$err");
is(files($source), 'SHA256SUMS old-1.0-py3-none-any.whl', 'is fetched');
($status, $out, $err) = build($source);
is($status,            0,         'and built') or diag("$out$err");
is(installed($source), 'old-1.0', 'from there');

requests();
unlike($log,        qr/^SEEN (?!b'grep)/m, 'the password was on no command line at any request');
unlike($everything, qr/0penSesame/,        'nor in any output');
my @seen;
find({no_chdir => 1, wanted => sub { push(@seen, $_) if -f and slurp($_) =~ /0penSesame/ }}, @sources);
is_deeply(\@seen, [], 'nor in any file');
done_testing();
