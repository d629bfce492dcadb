use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use JSON::PP   qw(decode_json);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Which pip works, and what makes the virtualenv, as options of dh-virtualenv ask for it.
my $wheels = tempdir(CLEANUP => 1);
my $tree   = tempdir(CLEANUP => 1);
write_file("$tree/one/__init__.py", "VALUE = 1\n");
make_wheel($wheels, 'one', $tree);
my $tool = tempdir(CLEANUP => 1);
write_file("$tool/tool-1.0.data/scripts/own-pip", <<'PYTHON');
#!python
import glob, sys
sys.path.insert(0, sorted(glob.glob("/usr/share/python-wheels/pip-*.whl"))[-1])
from pip._internal.cli.main import main
print("own-pip", *sys.argv[1:2])
sys.exit(main(sys.argv[1:]))
PYTHON
make_wheel($wheels, 'tool', $tool);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $place   = 'debian/app/usr/share/python/app';
my $source  = source_package({app => 'all'}, 'requirements.txt' => "one\n");

my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--preinstall=tool', '--pip-tool=own-pip');
is($status, 0, '--pip-tool') or diag("$out$err");
like($out, qr/^pip installs by itself, because .*--pip-tool/m, 'is said');
my ($site) = glob("$source/$place/lib/python3*/site-packages");
ok(-e "$site/one/__init__.py" && glob("$site/one/__pycache__/*.pyc"), 'what it installs is compiled');
is(slurp("$site/one-1.0.dist-info/INSTALLER"),  "pip\n",                  'and was not installed by the engine');
is(slurp("$site/tool-1.0.dist-info/INSTALLER"), "dh-python-virtualenv\n", 'as the tool itself was');
is(qx(grep -rlF $source $source/$place),        '',                       'no file names the build directory');

($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--pip-tool=no-such');
is($status, 3, 'a tool that is not there');
like($err, qr/hint: install the distribution that has it with --preinstall/, 'is named with the remedy');

# The wheel of Debian's pip stands for one of an index.
my ($debian)  = glob('/usr/share/python-wheels/pip-*.whl');
my ($version) = $debian =~ m{/pip-([0-9.]+)};
my @pips      = (@offline, '--extra-pip-arg=--find-links=/usr/share/python-wheels');
foreach my $option ('--upgrade-pip', "--upgrade-pip-to=$version") {
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @pips, $option, '-v');
    is($status, 0, $option) or diag("$out$err");
    like($out, qr{dh_virtualenv\.tools/pip-\Q$version\E/pip/pip/__pip-runner__\.py}, 'that pip works');
    ok(!-e "$site/pip", 'and is not in the package');
}
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--upgrade-pip-to=9.0.3');
is($status, 0, 'an old pip') or diag("$out$err");
like($out, qr/warning: pip 9\.0\.3 cannot say what it would install; Debian's pip does the work; drop/, 'is not used');

# What a stock build says.
my $stock = source_package(
    {app => 'all'},
    'requirements.txt' => "one\n",
    'setup.py'         => "from setuptools import setup\nsetup(name='proj', version='1.0', py_modules=['proj'])\n",
    'proj.py'          => ''
);
my $asked = tempdir(CLEANUP => 1);
write_file("$asked/$_", "#!/bin/sh\necho \"\$0 \$*\" >>$asked/log\nexec /usr/bin/$_ \"\$@\"\n")
  for qw(lsb_release rustc uname);
chmod(0755, glob("$asked/*"));
{
    local $ENV{PATH} = "$asked:$ENV{PATH}";
    ($status, $out, $err) = run_in($stock, 'dh_virtualenv', @pips, '--preinstall=tool');
}
is($status, 0, 'a stock build') or diag("$out$err");
unlike(slurp("$asked/log") // q{}, qr/lsb_release|rustc|uname -rs/, 'pip asks no program what an index may count');
like($out, qr/^the virtualenv has 3 distributions after \d+\.\d s$/m,
    'says how many distributions there are, and when');
cmp_ok(scalar(() = "$out$err" =~ /^/mg), '<', 8, 'and little else');
unlike($out, qr/\b(?:started|finished|Stored in)\b/, 'nothing of what pip is busy with');

# Arguments that make sense for an installation by pip only.
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--extra-pip-arg=--prefix=/nowhere');
isnt($status, 0, 'a place of its own is nothing for a virtualenv') if not -e "$site/one-1.0.dist-info";

$source = source_package({app => 'any'}, 'requirements.txt' => "one\n");
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--extra-virtualenv-arg=--copies');
is($status, 0, 'an argument of venv') or diag("$out$err");
ok(!-l "$source/$place/bin/python3", 'is obeyed');
{
    local $ENV{PATH} = "$ENV{VIRTUALENV_MAKERS}:$ENV{PATH}" if $ENV{VIRTUALENV_MAKERS};
    my $there = grep { -x "$_/virtualenv" } split(/:/, $ENV{PATH});
    $source = source_package({app => 'any'}, 'requirements.txt' => "one\n");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--extra-virtualenv-arg=--always-copy');
    is($status, $there ? 0 : 5, 'an argument that only virtualenv has') or diag("$out$err");
    if ($there) {
        like(slurp("$source/$place/pyvenv.cfg"), qr/^virtualenv = /m, 'virtualenv makes it');
    } else {
        like($err, qr/cannot run 'virtualenv'/, 'virtualenv is missing');
    }
}
done_testing();
