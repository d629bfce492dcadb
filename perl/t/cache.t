use strict;
use warnings;
use lib 'perl/t';
use Digest::SHA   qw(sha256_hex);
use File::Find    qw(find);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# pip's cache: what a build before has downloaded from an index that allows to keep it, or has built from a source
# distribution, is neither asked for nor built again when only the project has changed.
plan(skip_all => 'needs a loopback interface') if not loopback();
plan(skip_all => 'needs openssl')              if not grep { -x "$_/openssl" } split(/:/, $ENV{PATH});
my $no_header = system('echo "#include <Python.h>" | gcc $(python3-config --includes) -E - >/dev/null 2>&1');
plan(skip_all => 'needs python3-dev') if $no_header;

my $index = tempdir(CLEANUP => 1);
my $names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
my ($status, $out, $err) = run_in($index, 'sh', '-c',
    "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext $names -keyout key.pem -out ca.pem"
      . ' && cat ca.pem key.pem >server.pem');
is($status, 0, 'a certificate') or diag($err);

foreach my $name (qw(frob tool)) {
    write_file("$index/$name/$name.py", "NAME = '$name'\n");
    make_wheel("$index/tree/simple/$name", $name, "$index/$name");
}

# What each back end is asked for is noted in a file that the variable BUILDS names.
my $backend = <<'PYTHON';
import base64, glob, hashlib, os, subprocess, sysconfig, zipfile
import tool

def prepare_metadata_for_build_wheel(directory, config_settings=None, what="-metadata"):
    name, version = open("NAME").read().split()
    with open(os.environ["BUILDS"], "a") as builds:
        print(name + what, file=builds)
    info = f"{name}-{version}.dist-info"
    os.mkdir(f"{directory}/{info}")
    with open(f"{directory}/{info}/METADATA", "w") as file:
        file.write(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    return info

def build_wheel(directory, config_settings=None, metadata_directory=None):
    files = {}
    tag = "py3-none-any"
    for source in glob.glob("*.c"):
        module = source[:-2] + sysconfig.get_config_var("EXT_SUFFIX")
        include = "-I" + sysconfig.get_path("include")
        subprocess.run(["gcc", "-shared", "-fPIC", include, "-o", module, source], check=True)
        files[module] = open(module, "rb").read()
        tag = f"cp{sysconfig.get_config_var('py_version_nodot')}-abi3-linux_{os.uname().machine}"
    for source in glob.glob("app_*.py"):
        files[source] = open(source, "rb").read()
    info = prepare_metadata_for_build_wheel(".", what="")
    files[f"{info}/METADATA"] = open(f"{info}/METADATA", "rb").read()
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    digest = lambda content: base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    rows = [f"{path},sha256={digest(content)},{len(content)}\n" for path, content in files.items()]
    files[f"{info}/RECORD"] = ("".join(rows) + f"{info}/RECORD,,\n").encode()
    wheel = info.replace(".dist-info", f"-{tag}.whl")
    with zipfile.ZipFile(os.path.join(directory, wheel), "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return wheel
PYTHON
my $project = "[build-system]\nrequires = ['tool']\nbuild-backend = 'backend'\nbackend-path = ['.']\n";
my $module  = <<'C';
#include <Python.h>
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "fast", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_fast(void) { return PyModule_Create(&definition); }
C
my %sdist = (
    'PKG-INFO'       => "Metadata-Version: 2.1\nName: fast\nVersion: 1.0\n",
    'NAME'           => "fast 1.0\n",
    'pyproject.toml' => $project,
    'backend.py'     => $backend,
    'fast.c'         => $module
);
write_file("$index/sdist/fast-1.0/$_", $sdist{$_}) foreach keys %sdist;
mkdir("$index/tree/simple/fast") or die $!;
system('tar', '-C', "$index/sdist", '-czf', "$index/tree/simple/fast/fast-1.0.tar.gz", 'fast-1.0') == 0
  or die 'no sdist';

$ENV{RUSTUP_HOME} = tempdir(CLEANUP => 1);    # pip tells the index which rustc there is, and rustup has a home as well

my %digest;
foreach my $file (glob("$index/tree/simple/*/*")) {
    my ($name, $base) = $file =~ m{/([^/]+)/([^/]+)$};
    $digest{$name} = sha256_hex(slurp($file));
    write_file("$index/tree/simple/$name/index.html", qq{<a href="$base#sha256=$digest{$name}">$base</a>\n});
}
my $port   = start_index($index);
my $change = 0;
my $source = source_package(
    {app => 'any'},
    'requirements.txt' => "frob\nfast\n",
    'NAME'             => "app 1.0\n",
    'pyproject.toml'   => $project,
    'backend.py'       => $backend
);
my $tree = 'debian/app/usr/share/python/app';

# Builds a project that has changed, with these variables; returns what was downloaded and what was built.
sub build {
    my ($what, $variables, @arguments) = @_;
    $change++;
    write_file("$source/app_module.py", "CHANGE = $change\n");
    system('rm', '-rf', "$source/debian/app", "$source/debian/.debhelper") == 0 or die 'not removed';
    my %all = (
        PIP_CERT      => "$index/ca.pem",
        PIP_INDEX_URL => "https://user:$PASSWORD\@localhost:$port/simple",
        BUILDS        => "$index/builds",
        %{$variables}
    );
    local @ENV{keys %all} = values %all;
    write_file("$index/$_", '') foreach qw(builds log);
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @arguments);
    is($status, 0, $what) or diag("$out$err");
    my ($module) = glob("$source/$tree/lib/python3*/site-packages/app_module.py");
    is(slurp($module), "CHANGE = $change\n", "$what: the project is the changed one");
    ($status, $out, $err) = run_in($source, "$tree/bin/python3", '-c', 'import frob, fast');
    is($status, 0, "$what: what it requires is there") or diag($err);
    my @files  = slurp("$index/log") =~ m{^GET /simple/[^/]+/([^/]+-[^/]+) True$}mg;
    my @builds = split(/\n/, slurp("$index/builds"));
    return (join(q{ }, sort @files), join(q{ }, sort @builds));
}

sub files {
    my ($directory) = @_;
    my @files;
    find(sub { push(@files, $File::Find::name) if -f }, $directory) if -d $directory;
    return @files;
}

my $all   = 'app app-metadata fast fast-metadata fast-metadata';
my $every = 'fast-1.0.tar.gz frob-1.0-py3-none-any.whl tool-1.0-py3-none-any.whl';
my $home  = tempdir(CLEANUP => 1);
my $own   = 'app app-metadata';

# Builds twice; the first one has to download and to build all, the second one only the project.
sub cached {
    my ($what,  @how)    = @_;
    my ($files, $builds) = build("$what: first build", @how);
    is($files,  $every, "$what: downloads all");
    is($builds, $all,   "$what: builds what is no wheel");
    ($files, $builds) = build("$what: second build", @how);
    is($files,  '',   "$what: downloads nothing");
    is($builds, $own, "$what: and builds nothing but the project");
    return;
}
cached('in HOME', {HOME => $home});
ok(scalar(grep { m{/\.cache/pip/wheels/} } files($home)), 'the wheel is in the cache that pip has');
is(qx(grep -rl $PASSWORD $home), '', 'which no password is in');
ok(scalar(grep { m{/\.cache/pip/dh-python-virtualenv/} } files($home)), 'and byte code');
system("cp -a $source/debian/app $source/kept") == 0 or die 'not copied';
build('without a cache', {HOME => '/nonexistent'});
my $other = qx(diff -rq --no-dereference $source/kept $source/debian/app);
unlike($other, qr/frob/, 'byte code is the same without a cache');
like($other, qr/app_module/, 'and differs where it has to');
system('rm', '-r', "$source/kept") == 0 or die 'not removed';
cached('--cache-dir', {HOME => $home}, '--extra-pip-arg=--cache-dir=debian/pip-cache');
ok(scalar(files("$source/debian/pip-cache")), 'that directory of the source is used');
cached('PIP_CACHE_DIR', {HOME => $home, PIP_CACHE_DIR => 'debian/other-cache'});
ok(scalar(files("$source/debian/other-cache")), 'so is this');
cached('XDG_CACHE_HOME', {HOME => '/nonexistent', XDG_CACHE_HOME => "$home/xdg/cache"});

system('rm', '-rf', "$home/.cache") == 0 or die 'not removed';
cached('with --no-binary', {HOME => $home}, '--extra-pip-arg=--no-binary=fast');

my $hashed = join(q{}, map { "$_==1.0 --hash=sha256:$digest{$_}\n" } qw(frob fast));
write_file("$source/requirements.txt", $hashed);
system('rm', '-rf', "$home/.cache") == 0 or die 'not removed';

# pip before 23.1 looks for wheels of its own only without --require-hashes
my ($major, $minor) = join(q{ }, glob('/usr/share/python-wheels/pip-*.whl')) =~ /pip-(\d+)\.(\d+)/;
$own = "$own fast-metadata" if $major < 23 or ($major == 23 and $minor < 1);
cached('with hashes', {HOME => $home});

# A build that is to leave nothing behind, and one that cannot.
my @before = files($home);
foreach my $how (
    ['--no-cache-dir',           {HOME => $home}, '--extra-pip-arg=--no-cache-dir'],
    ['PIP_NO_CACHE_DIR',         {HOME => $home, PIP_NO_CACHE_DIR => 1}],
    ['no home',                  {HOME => "$home/missing"}],
    ['--cache-dir below a file', {HOME => $home}, '--extra-pip-arg=--cache-dir=NAME/cache'],
    ['a cache below a file',     {HOME => "$home/missing", PIP_CACHE_DIR => "$source/NAME/cache"}]
  )
{
    my ($what,  @how)    = @{$how};
    my ($files, $builds) = build($what, @how);
    is($files,  $every, "$what: downloads all, and nothing twice");
    is($builds, $all,   "$what: builds all");
    unlike("\$out\$err", qr/cache/i, "\$what: without a word");
    is_deeply([files($home)], \@before, "$what: and leaves nothing behind");
    ok(!-e "$home/missing", "$what: makes no home");
}
done_testing();
