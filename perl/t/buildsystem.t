use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel make_script_wheel);

# The build system of dh-virtualenv: whole builds by real dh, with and without the add-on.
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, $_, "$_.py") foreach qw(one two);
my $from    = "--no-index --find-links=$wheels --find-links=/usr/share/python-wheels";
my @offline = map { "--extra-pip-arg=$_" } split(/ /, $from);
my $by_step = "export DH_PIP_EXTRA_ARGS = $from";
my %project = (
    'requirements.txt' => "one\n",
    'app.py'           => "import one\n",
    'run'              => "#!python\nimport app, sys\nprint('app', sys.prefix)\n",
    'setup.py'         =>
      "from setuptools import setup\nsetup(name='app', version='1.0', py_modules=['app'], scripts=['run'])\n",
);
my $add_on = '--with python-virtualenv';
my $class  = '--buildsystem=dh_virtualenv';

# Runs targets of debian/rules with dh $arguments and more lines; returns the source, status, output and errors.
sub built {
    my ($packages, $arguments, $more, %files) = @_;
    my $compat  = delete $files{compat}  // 13;
    my $control = delete $files{control} // 'Depends: ${misc:Depends}, ${shlibs:Depends}';
    my $source  = source_package(
        $packages, %project, %files,
        compat         => $compat,
        'debian/rules' => "#!/usr/bin/make -f\n$more\n%:\n\tdh \$\@ $arguments\n"
          . "override_dh_builddeb:\n\tmkdir -p debs\n\tdh_builddeb --destdir=debs\n"
    );
    chmod(0755, "$source/debian/rules") or die $!;
    write_file("$source/debian/control", slurp("$source/debian/control") =~ s/^(?=Description:)/$control\n/mgr);
    my ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
    return ($source, $status, $out, $err);
}

# Returns names, modes and contents of what is in the packages, and their control files.
sub content {
    my ($source, @packages) = @_;
    my $find  = q{find . -path ./DEBIAN/md5sums -prune -o -printf '%p %m %l\n'};
    my $files = q{find . -type f ! -path ./DEBIAN/md5sums -exec sha256sum {} + | sort};
    my @all   = map { run_in("$source/debian/$_", 'sh', '-c', "$find | sort; $files; cat DEBIAN/control") } @packages;
    return sort map { split(/\n/) } grep { not /^\d+\z/ } @all;
}

my $stock = "override_dh_virtualenv:\n\tdh_virtualenv @offline";
my ($source, $status, $out, $err) = built({test => 'any'}, $add_on, $stock);
is($status, 0, 'the stock way') or diag("$out$err");
my @expected = content($source, 'test');
is((grep { /^Depends: python3[.]\d+$/ } @expected),                1, 'has an interpreter');
is((grep { m{^[.]/usr/share/python/test/bin/one 755} } @expected), 1, 'and its scripts');

# Returns how often the engine has made or added to a virtualenv, according to debhelper's -v.
sub runs {
    my ($log) = @_;
    return scalar(() = $log =~ /^\tjava .*[.]jar build /mg);
}

# The log says which command has written a fragment.
sub same {
    my ($name, $got) = @_;
    return is_deeply([grep { not m{DEBIAN/pre(?:inst|rm)$} } @{$got}],
        [grep { not m{DEBIAN/pre(?:inst|rm)$} } @expected], $name);
}

$ENV{DH_VERBOSE} = 1;
my %cases = ("$class $add_on --python=python3" => 12, "$class -Bobj" => 13, "$add_on $class" => 13);
foreach my $arguments (sort keys %cases) {
    ($source, $status, $out, $err) = built({test => 'any'}, $arguments, $by_step, compat => $cases{$arguments});
    is($status,    0, "dh $arguments") or diag("$out$err");
    is(runs($out), 2, 'requirements, then the project: nothing is built twice');
    same('the same package', [content($source, 'test')]);
    like(slurp("$source/debian/test/DEBIAN/prerm"), qr{^dh_venv_install_dir='/usr/share/python/test'$}m, 'prerm');
    like($out, qr/ build .*--python=python3 /, 'options count') if $arguments =~ /--python/;
}
my $staged = "$source/build/usr/share/python/test";
($status, $out) = run_in($source, "$staged/bin/run");
is($out, "app $staged\n", 'the virtualenv in the build directory works') or diag($err);
($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
is($status, 0, 'debian/rules binary once more') or diag("$out$err");
same('the same package', [content($source, 'test')]);
write_file("$source/build/other", '');
($status, $out, $err) = run_in($source, 'debian/rules', 'clean');
is_deeply([map { s{.*/}{}r } glob("$source/build/*")], ['other'], 'clean removes what is ours');

# Several packages: debian/*.install says which has it, and what debian/rules has done in between stays.
my $between = <<"MAKE";
$by_step
export DH_VIRTUALENV_INSTALL_SUFFIX = there
export DH_VIRTUALENV_INSTALL_ROOT = /opt/venvs
export DH_VIRTUALENV_ARGUMENTS = --no-site-packages --always-copy --python=/usr/bin/python3
export DH_UPGRADE_WHEEL =
export DH_REQUIREMENTS_FILE = requirements.txt
execute_after_dh_auto_build:
	build/opt/venvs/there/bin/pip install -q $from two
override_dh_auto_test:
	build/opt/venvs/there/bin/two >tested
execute_after_dh_auto_install:
	debian/tmp/opt/venvs/there/bin/run >ran
MAKE
($source, $status, $out, $err) =
  built({lib => 'any', srv => 'any'}, "$add_on $class", $between, 'debian/srv.install' => "opt/venvs\n");
is($status,                 0, 'two packages, debian/srv.install') or diag("$out$err");
is(slurp("$source/tested"), "two $source/build/opt/venvs/there\n",      'tests run in the build directory');
is(slurp("$source/ran"),    "app $source/debian/tmp/opt/venvs/there\n", 'programs run where they are copied');
my $there = "$source/debian/srv/opt/venvs/there";
foreach my $name (qw(one two run)) {
    is(slurp("$there/bin/$name") =~ s/\n.*//sr, '#!/opt/venvs/there/bin/python3', "$name is final");
}
ok(!-l "$there/bin/python3",                          '--always-copy');
ok(glob("$there/lib/python3*/site-packages/wheel-*"), 'DH_UPGRADE_WHEEL');
ok(!glob("$there/lib/python3*/site-packages/pip*"),   'pip is gone');
is(qx(grep -rlF $source $source/debian/srv), '', 'and so is the build directory');
like(slurp("$source/debian/srv/DEBIAN/control"), qr/^Depends: .*python3[.]\d+/m, 'relations where it is');
ok(!-e "$source/debian/lib/opt" && !-e "$source/debian/lib/DEBIAN/prerm", 'and nothing elsewhere');

# Alone it cannot tell dh_strip and dh_shlibdeps what to leave alone, or who has the virtualenv.
my $object = tempdir(CLEANUP => 1);
write_file("$object/object.so", slurp('/bin/true'));
make_wheel($wheels, 'object', $object, 'py3-none-manylinux2014_x86_64');
my %refused = (
    'with machine code' => [{test => 'any'}, 'requirements.txt' => "object\n"],
    'with two packages' => [{app  => 'any', lib => 'any'}]
);
foreach my $name (sort keys %refused) {
    ($source, $status, $out, $err) =
      built(shift(@{$refused{$name}}), $class, $by_step, @{$refused{$name}});
    isnt($status, 0, "alone $name");
    like($err, qr/error: .*\n.*hint: add --with python-virtualenv to the dh command/, 'the remedy is named');
}

# The binary package's name beside the add-on, but options count; what nobody installs is an error.
my %named = ("$add_on $class" => 'app', "$add_on $class --install-suffix=other" => 'other');
foreach my $arguments (sort keys %named) {
    ($source, $status, $out, $err) = built({app => 'any'}, $arguments, $by_step);
    is(join(q{ }, map { s{.*/}{}r } glob("$source/debian/app/usr/share/python/*")), $named{$arguments}, "dh $arguments")
      or diag("$out$err");
}
($source, $status, $out, $err) = built({app => 'any', lib => 'any'}, "$add_on $class", $by_step);
isnt($status, 0, 'several packages, and none has it');
like($err, qr{error: no package has '/usr/share/python/test', .*\n.*hint: name it in debian/PACKAGE.install},
    'is said');

# pybuild beside the add-on is what it was for dh-virtualenv: nothing.
foreach my $arguments ('--with python3,python-virtualenv --buildsystem=pybuild --builddirectory=build',
    '--with python-virtualenv,python3')
{
    ($source, $status, $out, $err) = built({test => 'any'}, $arguments, $stock);
    is($status, 0, "dh $arguments") or diag("$out$err");
    same('the same package', [content($source, 'test')]);
}
done_testing();
