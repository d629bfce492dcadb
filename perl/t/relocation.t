use strict;
use warnings;
use lib 'perl/t';
use File::Copy qw(move);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# What dh_virtualenv does about paths of the build, with real pip, setuptools and gcc.
plan(skip_all => 'setuptools and wheel are not among the wheels of this machine')
  if not glob('/usr/share/python-wheels/setuptools-*.whl')
  or not glob('/usr/share/python-wheels/wheel-*.whl');

local $ENV{TMPDIR} = tempdir(CLEANUP => 1);
my $wheels  = tempdir(CLEANUP => 1);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my @build = (@offline, '--extra-pip-arg=--find-links=/usr/share/python-wheels', '--extra-pip-arg=--no-build-isolation');
my @tools = ('--preinstall=setuptools', '--preinstall=wheel');
my $place = 'debian/app/usr/share/python/app';
my $site;
my $no_header = system('echo "#include <Python.h>" | gcc $(python3-config --includes) -E - >/dev/null 2>&1');

sub build {
    my ($source, @options) = @_;
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @options);
    is($status, 0, "dh_virtualenv @options") or diag("$out$err");
    ($site) = glob("$source/$place/lib/python3*/site-packages");
    return "$out$err";
}

sub path_of {
    my ($object) = @_;
    my ($status, $out) = run_in('.', 'readelf', '-dW', $object);
    return join(q{}, $out =~ /R(?:UN)?PATH\) .*\[(.*)\]/);
}

# RPATH and RUNPATH of what is compiled here; a prebuilt object keeps every byte.
my $source = source_package({app => 'any'});
my $setup  = <<'SETUP';
import os
from setuptools import setup, Extension
here = os.environ["TEST_SOURCE"]
venv = here + "/debian/app/usr/share/python/app"
paths = ["$ORIGIN/libs", here + "/lib", venv + "/lib/native", "/opt/elsewhere/lib"]
def extension(name, *rpath):
    return Extension("built." + name, ["built.c"], define_macros=[("NAME", "PyInit_" + name)],
                     extra_link_args=["-Wl,--enable-new-dtags,-rpath," + ":".join(rpath)])
setup(name="built", version="1", packages=["built"], ext_modules=[extension("_all", *paths), extension("_one", paths[1])],
      data_files=[("/etc/built", ["built.conf"]), ("share/built", ["built.conf"])])
SETUP
write_file("$source/project/setup.py",          $setup);
write_file("$source/project/built/__init__.py", '');
write_file("$source/project/built.conf",        "a = 1\n");
write_file("$source/project/built.c",
    "#include <Python.h>\n#include <assert.h>\nstatic struct PyModuleDef d = {PyModuleDef_HEAD_INIT, \"x\", __FILE__, -1};\n"
      . "PyMODINIT_FUNC NAME(void) { PyObject *m = PyModule_Create(&d); assert(m); return m; }\n");
my $tree = tempdir(CLEANUP => 1);
write_file("$tree/x.c", "int zero(void) { return 0; }\n");
is(system('gcc', '-g', '-shared', '-fPIC', '-Wl,-rpath,/opt/elsewhere/lib', '-o', "$tree/made.so", "$tree/x.c"),
    0, 'gcc');
make_path("$tree/prebuilt/pre");
move("$tree/made.so", "$tree/prebuilt/pre/made.so");
make_wheel($wheels, 'prebuilt', "$tree/prebuilt", 'py3-none-manylinux_2_17_x86_64.manylinux_2_17_aarch64');
SKIP: {
    skip('the tag of the test wheel is not for this machine', 12) if qx(uname -m) !~ /x86_64|aarch64/;
    skip('no Python.h',                                       12)
      if $no_header;
    local $ENV{TEST_SOURCE} = $source;
    my ($machine) = qx(uname -m) =~ /(\S+)/;
    move("$wheels/$_", "$wheels/prebuilt-1.0-py3-none-manylinux_2_17_$machine.whl")
      foreach map { s/.*\///r } glob("$wheels/prebuilt*");
    my $log = build($source, @build, @tools, '--preinstall=prebuilt', '-Dproject');
    my ($all, $one) = map { glob("$site/built/$_.*.so") } qw(_all _one);
    is(
        path_of($all),
        '$ORIGIN/libs:$ORIGIN/../../../native:/opt/elsewhere/lib',
        'entries of the build are gone or relative'
    );
    is(path_of($one), '', 'or the whole path is');
    like(
        $log,
        qr{warning: '/usr/share/python/app/\S+/_all\.\S+' searches libraries in '/opt/elsewhere/lib', which is not},
        'a directory outside the package is reported'
    );
    is(slurp("$site/pre/made.so"), slurp("$tree/prebuilt/pre/made.so"), 'a prebuilt object is not touched');
    my ($status, $out) = run_in('.', 'readelf', '-lSW', $all);
    unlike($out, qr/\.debug_info/, 'what is compiled here has no debugging symbols');
    like($out, qr/\.note\.gnu\.build-id.*GNU_RELRO/s, 'but all that the linker hardens it with');
    unlike(slurp($all), qr/\Q$source\E|dh_virtualenv\./, 'and no path of the build');
    ($status, $out) = run_in($source, "$place/bin/python3", '-c', 'import built._all, built._one; print("loads")');
    is($out, "loads\n", 'and loads');
    like(
        $log,
        qr{warning: '/etc/built/built\.conf' of built 1 lies in site-packages.*debian/PACKAGE\.install},
        'data_files with an absolute target are reported'
    );
    ok(!-e '/etc/built', 'and not on the build host');
    is(slurp("$source/$place/share/built/built.conf"), "a = 1\n", 'relative ones are in the virtualenv');
    ok(!glob("$ENV{TMPDIR}/dh_virtualenv.*"), 'no temporary directory is left');
}

# An sdist that keeps the path of its source: no random part of it is left.
SKIP: {
    skip('no Python.h', 2)
      if $no_header;
    my $sdist = tempdir(CLEANUP => 1);
    write_file("$sdist/absolute-1/setup.py",
            "import os\nfrom setuptools import setup, Extension\n"
          . "setup(name='absolute', version='1', ext_modules=[Extension('absolute', [os.path.abspath('absolute.c')])])\n"
    );
    write_file("$sdist/absolute-1/absolute.c",
        "#include <Python.h>\nstatic struct PyModuleDef d = {PyModuleDef_HEAD_INIT, \"absolute\", \"<\" __FILE__ \">\", -1};\n"
          . "PyMODINIT_FUNC PyInit_absolute(void) { return PyModule_Create(&d); }\n");
    write_file("$sdist/absolute-1/PKG-INFO", "Metadata-Version: 2.1\nName: absolute\nVersion: 1\n");
    is(system('tar', '-C', $sdist, '-czf', "$wheels/absolute-1.tar.gz", 'absolute-1'), 0, 'tar');
    $source = source_package({app => 'any'}, 'requirements.txt' => "absolute\n");
    build($source, @build, @tools);
    my ($object) = glob("$site/absolute.*.so");
    my ($kept)   = slurp($object) =~ /<([^>]*absolute\.c)>/;
    like($kept, qr{^\./pip-wheel-0000\d{4}/absolute_[0-9a-f]+/absolute\.c$}, 'and no part of the temporary directory');
}

# An editable requirement becomes a normal one.
$source = source_package(
    {app => 'all'},
    'requirements.txt' => "-e ./library\n",
    'library/setup.py' => "from setuptools import setup\nsetup(name='library', version='2', py_modules=['library'])\n",
    'library/library.py' => "print(__file__)\n",
);
build($source, @build, @tools);
my ($status, $out, $err) = run_in('/', "$source/$place/bin/python3", '-c', 'import library');
is($out, "$site/library.py\n", 'its module is in the virtualenv') or diag($err);
ok(!glob("$site/*editable*") && !glob("$site/*.egg-link") && !glob("$site/*/direct_url.json"),
    'nothing editable is left');
ok(!-e "$source/library/library.egg-info", 'and nothing in its source');

# RECORD and importlib.metadata agree with what is there.
my $audit = <<'AUDIT';
import base64, hashlib, importlib.metadata, os, sys
site = next(path for path in sys.path if path.endswith("site-packages"))
owned, wrong = set(), []
for distribution in importlib.metadata.distributions(path=[site]):
    for file in distribution.files:
        path = os.path.normpath(os.path.join(site, str(file)))
        owned.add(path)
        if not os.path.exists(path):
            wrong.append(f"missing {path}")
        elif file.hash:
            content = open(path, "rb").read()
            digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, content).digest()).rstrip(b"=").decode()
            if digest != file.hash.value or len(content) != file.size:
                wrong.append(f"differs {path}")
for base, _, names in os.walk(site):
    wrong += [f"unowned {os.path.join(base, name)}" for name in names if os.path.join(base, name) not in owned]
print("\n".join(wrong) or "all true", len(owned) > 5)
AUDIT
($status, $out, $err) = run_in('/', "$source/$place/bin/python3", '-B', '-c', $audit);
is($out, "all true True\n", 'RECORD is true') or diag($err);

# A wheel that leads out of the virtualenv is refused.
my $python = 'import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("evil-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    wheel.writestr("evil-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr("evil-1.0.dist-info/RECORD", "")
    wheel.writestr("evil-1.0.data/data/../../../../../../../../evil", "x")
';
run_in('.', '/usr/bin/python3', '-c', $python, "$wheels/evil-1.0-py3-none-any.whl");
$source = source_package({app => 'all'});
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--preinstall=evil');
is($status, 3, 'a wheel with a file outside is refused') or diag("$out$err");
ok(!-e "$source/evil" && !-e "$source/debian/evil" && !-e "$source/debian/app/usr/share/python/app/pyvenv.cfg",
    'and leaves nothing');

# A deep build directory, longer than a shebang may be.
my $deep = tempdir(CLEANUP => 1) . '/' . ('d' x 70) . '/' . ('e' x 70);
make_path($deep);
write_file("$deep/debian/$_", slurp("$source/debian/$_")) foreach qw(control changelog);
write_file("$deep/setup.py",
        "from setuptools import setup\nsetup(name='deep', version='1', py_modules=['deep'],"
      . " entry_points={'console_scripts': ['deep = deep:main']})\n");
write_file("$deep/deep.py", "from __future__ import annotations\ndef main():\n    print('deep')\n");
build($deep, @build, @tools);
like(slurp("$deep/$place/bin/deep"), qr{\A#!/usr/share/python/app/bin/python3\n(?!''')}, 'a direct shebang');
($status, $out, $err) = run_in('/', "$deep/$place/bin/python3", "$deep/$place/bin/deep");
is($out, "deep\n", 'that runs') or diag($err);

# Distributions that come from Debian.
SKIP: {
    my ($owner) = qx(dpkg-query --search '*/dist-packages/*-info/METADATA' 2>/dev/null) =~
      m{^(\S+): /usr/lib/python3/dist-packages/}m;
    my ($owned) =
      qx(dpkg-query --search '*/dist-packages/*-info/METADATA' 2>/dev/null) =~ m{/dist-packages/([^/]+)-info/METADATA}m;
    skip('no Debian package of this machine has the metadata of a distribution', 15) if not $owned;
    my $metadata = slurp("/usr/lib/python3/dist-packages/$owned-info/METADATA");
    my ($name, $version) = map { $metadata =~ /^$_: (\S+)/m } qw(Name Version);
    my $requirement = tempdir(CLEANUP => 1);
    foreach my $case (['good', ">=0"], ['bad', ">$version"]) {
        my $tree = "$requirement/$case->[0]";
        write_file("$tree/$case->[0].py", "X = 1\n");
        my $fields = "Metadata-Version: 2.1\nName: $case->[0]\nVersion: 1.0\nRequires-Dist: $name$case->[1]\n";
        write_file("$tree/$case->[0]-1.0.dist-info/METADATA", $fields);
        make_wheel($wheels, $case->[0], $tree);
    }
    $source = source_package({app => 'all'}, 'requirements.txt' => "good\n");
    build($source, @offline, "--system-package=$name");
    like(
        slurp("$source/debian/app.substvars"),
        qr/^misc:Depends=.*\b\Q$owner\E \(>= \S+\)/m,
        'the Debian package is a dependency'
    );
    ok(!-e "$site/$owned-info", 'its metadata is not in the virtualenv');
    ($status, $out, $err) = run_in(
        '/',  "$source/$place/bin/python3",
        '-c', "import good, importlib.metadata as m; print(m.distribution('$name').version)"
    );
    is($out, "$version\n", 'the virtualenv sees it') or diag($err);
    write_file("$source/requirements.txt", "bad\n");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, "--system-package=$name");
    is($status, 4, 'a requirement that Debian does not meet fails the build');
    like("$out$err", qr/bad 1\.0 depends on \Q$name\E>\Q$version\E/, 'and is named');
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--system-package=no-such-thing');
    is($status, 5, 'a distribution that no package has');
    like($err, qr/hint: .*python3-no-such-thing/, 'is named with its likely package');
    write_file("$source/requirements.txt",    "first\n");
    write_file("$requirement/first/first.py", "X = 1\n");
    make_wheel($wheels, 'first', "$requirement/first");

    foreach my $option ('-S', '--use-system-packages-at-run-time') {
        build($source, @offline, $option);
        like(
            slurp("$source/$place/pyvenv.cfg"),
            qr/^include-system-site-packages = true$/m,
            "$option shows the system's"
        );
    }
    write_file("$source/requirements.txt", "first\n$name\n");
    like(
        build($source, @offline, '-S'),
        qr/note: uses \Q$name\E \S+ of Debian's \Q$owner\E$/mi,
        'and what is used of it is said'
    );
    write_file("$source/requirements.txt", "first\n");
    build($source, @offline, "--system-package=$name");
    like(
        slurp("$source/debian/app.substvars"),
        qr/^misc:Depends=(?=.*\bpython3\.\d)(?=.*\b\Q$owner\E )/m,
        'a later call adds to Depends'
    );
}
done_testing();
