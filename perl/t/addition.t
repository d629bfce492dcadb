use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Two calls for one virtualenv add up, two suffixes make two virtualenvs, and nothing stays in the source.
my $code = tempdir(CLEANUP => 1);
for my $name (qw(first second)) {
    write_file("$code/$name/$name.py", "VALUE = '$name'\n");
    make_wheel("$code/wheels", $name, "$code/$name");
}
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$code/wheels");
my $source  = source_package(
    {app => 'all'},
    'requirements.txt'   => "first\n",
    'b/requirements.txt' => "second\n",
);
for my $arguments ([], ['-Db'], ['-Db', '--install-suffix=other']) {
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, @{$arguments});
    is($status, 0, "dh_virtualenv @{$arguments}") or diag("$out$err");
}
my $root = "$source/debian/app/usr/share/python";
my ($status, $out, $err) =
  run_in($source, "$root/app/bin/python3", '-c', 'import first, second; print(first.VALUE, second.VALUE)');
is($out, "first second\n", 'the second call has added') or diag($err);
($status, $out, $err) = run_in($source, "$root/other/bin/python3", '-c', 'import first');
isnt($status, 0, 'another suffix is another virtualenv');
my @places = slurp("$source/debian/.debhelper/generated/app/dh_virtualenv.result") =~ /^Virtualenv: (.*)$/mg;
is("@places", '/usr/share/python/app /usr/share/python/other', 'both are on record');
is(() = slurp("$source/debian/app.prerm.debhelper")   =~ /^if /mg, 2, 'one maintainer script fragment for each');
is(() = slurp("$source/debian/app.preinst.debhelper") =~ /^if /mg, 1, 'and one for all of them in preinst');
my ($compiled) = glob("$root/app/lib/python3*/site-packages/__pycache__/second.*.pyc");
ok($compiled, 'modules are compiled');
like(
    slurp($compiled),
    qr{/usr/share/python/app/lib/python3[.\d]*/site-packages/second.py},
    'with the path on the target'
);
unlike(slurp($compiled), qr/\Q$source\E/, 'and without the build path');
my ($record) = glob("$root/app/lib/python3*/site-packages/second-1.0.dist-info/RECORD");
like(slurp($record), qr/^__pycache__\/second\.[^,]*\.pyc,,$/m, 'RECORD has the byte code');
is_deeply(
    [sort map { s/.*\///r } glob("$source/*")],
    [qw(b debian requirements.txt)],
    'the source directory is as before'
);

# Another install root, with the interpreter named: everything is where the variable says.
{
    local $ENV{DH_VIRTUALENV_INSTALL_ROOT} = '/opt/venvs';
    my $elsewhere = source_package({app => 'all'}, 'requirements.txt' => "first\n");
    ($status, $out, $err) = run_in($elsewhere, 'dh_virtualenv', @offline, '--python=/usr/bin/python3');
    is($status, 0, 'DH_VIRTUALENV_INSTALL_ROOT') or diag("$out$err");
    like(
        slurp("$elsewhere/debian/app/opt/venvs/app/bin/activate"),
        qr{VIRTUAL_ENV="?/opt/venvs/app\b},
        'is where it will be'
    );
    like(slurp("$elsewhere/debian/app.substvars"), qr/^misc:Depends=python3\.\d+$/m, 'the interpreter that python3 is');
    ok(!-e "$elsewhere/debian/app/usr/share/python", 'and nothing is elsewhere');
}

# A project: built from the source directory, which stays clean; its extras; pip on request.
$source = source_package(
    {app => 'all'},
    'setup.py' => "from setuptools import setup\nsetup(name='proj', version='1', py_modules=['proj'],"
      . " extras_require={'more': ['first'], 'most': ['second']}, scripts=['tool'])\n",
    'proj.py' => "NAME = 'proj'\n",
    'tool'    =>
      "#!/usr/bin/env python3\nfrom __future__ import annotations\nimport proj, sys\nprint(proj.NAME, sys.prefix)\n",
);
my @wheels = (
    '--extra-pip-arg=--find-links=/usr/share/python-wheels',
    '--extra-pip-arg=--no-build-isolation',
    '--preinstall=setuptools'
);
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, @wheels);
like($err, qr/hint: .*--preinstall=wheel/, 'setup.py without the wheel package: the fix is named')
  if "$out$err" =~ /invalid command 'bdist_wheel'/;
push(@wheels, '--preinstall=wheel');
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, @wheels, '--extras=more,most', '--with-pip');
SKIP: {
    skip('setuptools and wheel are not among the wheels of this machine', 5)
      if not glob('/usr/share/python-wheels/setuptools-*.whl')
      or not glob('/usr/share/python-wheels/wheel-*.whl');
    is($status, 0, 'a project with extras') or diag("$out$err");
    my $venv = "$source/debian/app/usr/share/python/app";
    ($status, $out, $err) = run_in($source, "$venv/bin/python3", "$venv/bin/tool");
    is($out, "proj $venv\n", 'its script runs in place') or diag($err);
    like(slurp("$venv/bin/tool"), qr{^#!/usr/share/python/app/bin/python3\n}, 'with the final interpreter');
    ($status, $out, $err) = run_in($source, "$venv/bin/python3", '-m', 'pip', 'list', '--format=freeze');
    is(
        $out =~ s/==.*//mgr =~ s/^packaging\n//mr,
        "first\npip\nproj\nsecond\nsetuptools\nwheel\n",
        '--extras and --with-pip'
    );
    is_deeply([sort map { s/.*\///r } glob("$source/*")], [qw(debian proj.py setup.py tool)], 'no build/, no egg-info');
}

# Hash checking is for what comes from an index; pip cannot do it for the project's own directory.
SKIP: {
    my @found = map { glob("/usr/share/python-wheels/$_-*.whl") } qw(setuptools wheel packaging);
    skip('setuptools and wheel are not among the wheels of this machine', 2) if @found < 2;
    my $pinned = q{};
    foreach my $file (@found) {
        my ($name, $version) = $file =~ m{/(\w+)-([^-/]+)-[^/]*$};
        my ($digest) = qx(sha256sum $file) =~ /^(\w+)/;
        $pinned .= "$name==$version --hash=sha256:$digest\n";
    }
    $source = source_package(
        {app => 'all'},
        'requirements.txt' => $pinned,
        'setup.py'         => "from setuptools import setup\nsetup(name='proj', version='1', py_modules=[])\n"
    );
    my @hashed = (@wheels[0, 1], '--extra-pip-arg=--no-index', '--extra-pip-arg=--require-hashes');
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @hashed);
    is($status, 0, '--require-hashes spares the project') or diag("$out$err");
    $source = source_package({app => 'all'}, 'requirements.txt' => $pinned =~ s/sha256:\w{8}/sha256:00000000/r);
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @hashed);
    is($status, 4, 'and nothing else');
}
done_testing();
