use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel);

# --link-scripts: the project's own scripts become commands in the target's PATH.
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, 'other', 'other.py');
my @offline =
  map { "--extra-pip-arg=$_" } '--no-index', "--find-links=$wheels", '--find-links=/usr/share/python-wheels';
my %project = (
    'setup.py' => <<'PYTHON',
from setuptools import setup
setup(name="mine", version="1", py_modules=["mine"], install_requires=["other"], scripts=["run-mine"],
      entry_points={"console_scripts": ["mine = mine:main", "mine-admin = mine:main"]})
PYTHON
    'mine.py'          => "import sys\ndef main():\n    print(sys.prefix)\n",
    'run-mine'         => "#!/usr/bin/env python3\nimport mine\nmine.main()\n",
    'requirements.txt' => "other\n",
);
my $staged = 'usr/share/python/app';

sub links {
    my ($directory) = @_;
    return {map { m{([^/]+)\z} => readlink($_) } glob("$directory/usr/bin/*")};
}

my %all    = map { $_ => "../share/python/app/bin/$_" } qw(mine mine-admin run-mine);
my $source = source_package({app => 'all', more => 'all'}, %project);
my ($status, $out, $err) = do {
    local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
    run_in($source, 'dh_virtualenv', '-papp', @offline, '--link-scripts');
};
is($status, 0, 'dh_virtualenv --link-scripts') or diag("$out$err");
is_deeply(links("$source/debian/app"), \%all, 'links to all scripts of the project, to none of its requirements');
(undef, $out) = run_in($source, 'debian/app/usr/bin/run-mine');
is($out, "$source/debian/app/$staged\n", 'which work where they are staged');
ok(-x "$source/debian/app/$staged/bin/other", 'the requirement has its script inside');

($status, $out, $err) = run_in($source, 'dh_virtualenv', '-papp', @offline, '--link-scripts');
is($status, 0, 'a link that is there already is no clash') or diag("$out$err");

# Another package of the source.
($status, $out, $err) = run_in($source, 'dh_virtualenv', '-pmore', @offline, '--link-scripts=mine*');
is($status, 3, 'two packages with one command');
foreach my $name (qw(mine mine-admin)) {
    my $clash = "the script '/usr/share/python/more/bin/$name' of more clashes with '/usr/bin/$name' of app";
    like($err, qr/error: \Q$clash\E$/m, "both $name are named");
}
like($err, qr/hint: .*--link-scripts=GLOB/, 'and what to do');
is_deeply(links("$source/debian/more"), {}, 'nothing is linked then');
ok(!-e "$source/debian/more/usr/share/python/more", 'and there is no virtualenv');
($status, $out, $err) = run_in($source, 'dh_virtualenv', '-pmore', @offline, '--no-scripts');
is($status, 0, 'without the option there is no clash') or diag("$out$err");

# A file of the package itself.
$source = source_package({app => 'all'}, %project);
write_file("$source/debian/app/usr/bin/mine-admin", "#!/bin/sh\n");
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--link-scripts=mine-admin', '--link-scripts=run-*');
is($status, 3, 'a file that is no link to the script');
my $clash = q{the script '/usr/share/python/app/bin/mine-admin' of app clashes with '/usr/bin/mine-admin', }
  . 'which app has already';
like($err, qr/error: \Q$clash\E$/m, 'both are named');
is(slurp("$source/debian/app/usr/bin/mine-admin"), "#!/bin/sh\n", 'and it is as it was');
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--link-scripts=run-*', '--link-scripts=nobody');
is($status, 0, 'what does not match is no clash') or diag("$out$err");
is_deeply(links("$source/debian/app"), {'mine-admin' => undef, 'run-mine' => $all{'run-mine'}}, 'one link');
like(
    $err . $out,
    qr/warning: no script of the project matches 'nobody'; it has mine, mine-admin, run-mine/,
    'a pattern without a script is named'
);

# Policy 10.5: a link that leaves its top-level directory is absolute in the end.
{
    local $ENV{DH_VIRTUALENV_INSTALL_ROOT} = '/opt/venvs';
    my $rules =
      "#!/usr/bin/make -f\n%%:\n\tdh \$\@ --with python-virtualenv --link-scripts=mine %s\noverride_dh_builddeb:\n";
    $source = source_package({app => 'all'}, %project, 'debian/rules' => sprintf($rules, "@offline"));
    chmod(0755, "$source/debian/rules") or die $!;
    ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
    is($status, 0, 'dh $@ --with python-virtualenv --link-scripts=mine') or diag("$out$err");
    is_deeply(links("$source/debian/app"), {mine => '/opt/venvs/app/bin/mine'}, 'as dh_link has it');
}

# pip in our place notes the project otherwise.
$source = source_package({app => 'all'}, %project);
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--extra-pip-arg=--prefer-binary',
    '--preinstall=pip', '--pip-tool=pip', '--link-scripts=mine');
is($status, 0, '--pip-tool') or diag("$out$err");
is_deeply(links("$source/debian/app"), {mine => $all{mine}}, 'is asked for the scripts as well');
done_testing();
