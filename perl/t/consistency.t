use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# What is shipped fits together, or the build fails and names both sides.
my $wheels = tempdir(CLEANUP => 1);
my $empty  = tempdir(CLEANUP => 1);
make_wheel($wheels, 'click',   $empty, undef, $_) foreach qw(7.1.2 8.1.7);
make_wheel($wheels, 'black',   $empty, undef, '23.1.0', 'click>=8.0.0', q{colorama; extra == 'colorama'});
make_wheel($wheels, 'needful', $empty, undef, '1.0',    'pyparsing>=2', q{absent; python_version < '3'});
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my @build   = (@offline, '--extra-pip-arg=--find-links=/usr/share/python-wheels');
my $setup =
  "from setuptools import setup\nsetup(name='proj', version='1.0', py_modules=['proj'], install_requires='click<8')\n";
my ($status, $out, $err);

# The two cases of requirements that contradict each other.
my $project =
  source_package({app => 'all'}, 'requirements.txt' => "click==8.1.7\n", 'setup.py' => $setup, 'proj.py' => '');
($status, $out, $err) = run_in($project, 'dh_virtualenv', @build);
is($status, 4, 'click==8.1.7 is required, and the project wants click<8');
like($err, qr/hint: loosen one of these.*'click==8\.1\.7'.*'proj 1\.0 depends on click<8'/, 'both sides are named');
my $black = source_package({app => 'all'}, 'requirements.txt' => "click<8\n");
($status, $out, $err) = run_in($black, 'dh_virtualenv', @offline, '--preinstall=black==23.1.0');
is($status, 4, 'black is preinstalled, and click<8 required later');
like(
    $err,
    qr/hint: .*'click==8\.1\.7' \(decided before; 'black 23\.1\.0' requires 'click>=8\.0\.0'\), 'click<8'$/m,
    'both sides are named'
);

# Who says --no-deps is warned.
($status, $out, $err) = run_in($project, 'dh_virtualenv', @build, '--extra-pip-arg=--no-deps');
is($status, 0, '--no-deps') or diag("$out$err");
like($out, qr/^dh_virtualenv: warning: 'proj 1\.0' requires 'click ?\(?<8\)?', but 'click 8\.1\.7' is installed;/m,
    'a warning');
($status, $out, $err) = run_in($black, 'dh_virtualenv', @offline, '--preinstall=--no-deps', '--preinstall=black');
is($status, 0, '--no-deps for what is preinstalled') or diag("$out$err");
my $warning = qr/^\S+: warning: 'black 23\.1\.0' requires 'click>=8\.0\.0', but 'click 7\.1\.2' is installed;.*$/m;
like($out, $warning, 'a warning');
is(() = $out =~ /warning/g, 1, 'and no other one');

# A call that adds to the virtualenv of another one.
my $added =
  source_package({app => 'all'}, 'requirements.txt' => "black==23.1.0\n", 'b/requirements.txt' => "click<8\n");
run_in($added, 'dh_virtualenv', @offline);
($status, $out, $err) = run_in($added, 'dh_virtualenv', @offline, '-Db');
is($status, 3, 'a second call takes the click away that black needs');
like($err, qr/^dh_virtualenv: error: 'black 23\.1\.0' requires 'click>=8\.0\.0', but 'click 7\.1\.2' is installed$/m,
    'said');
like($err, qr/^dh_virtualenv: hint: .*--allow-inconsistent=black$/m, 'with the remedy');
is(() = $err =~ /error/g, 1, 'once');
run_in($added, 'dh_virtualenv', @offline);
($status, $out, $err) = run_in($added, 'dh_virtualenv', @offline, '-Db', '--allow-inconsistent=Black');
is($status, 0, 'the remedy works') or diag("$out$err");
unlike("$out$err", qr/warning|error/, 'silently');
($status, $out, $err) = run_in($added, 'dh_virtualenv', @offline, '--allow-inconsistent=a b');
is($status, 2, 'a name that is none');

# What debian/rules installs afterwards.
{
    local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
    my $pip    = 'debian/app/usr/share/python/app/bin/pip';
    my @worse  = ($pip, 'install', '-q', '--no-index', "--find-links=$wheels", 'click<8');
    my $source = source_package({app => 'all'}, 'requirements.txt' => "black\n");
    run_in($source, 'dh_virtualenv', @offline);
    ($status, $out, $err) = run_in($source, @worse);
    is($status, 0, 'pip in debian/rules') or diag("$out$err");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
    is($status, 3, 'it has broken what was there');
    like($err, qr/^dh_virtualenv_finish: error: 'black 23\.1\.0' requires 'click>=8/m, 'which is found');
    ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish', '--allow-inconsistent=black');
    is($status, 0, '--allow-inconsistent there') or diag("$out$err");

    foreach my $option ('--allow-inconsistent=black', '--extra-pip-arg=--no-deps') {
        $source = source_package({app => 'all'}, 'requirements.txt' => "black\nclick>=8\n");
        run_in($source, 'dh_virtualenv', @offline, $option);
        run_in($source, @worse);
        ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
        is($status, 0, "$option of dh_virtualenv counts") or diag("$out$err");
        if ($option =~ /deps/) {
            like($out, $warning, 'with a warning');
        } else {
            unlike($out, qr/warning/, 'silently');
        }
    }
}

# What Debian's packages have counts where the virtualenv sees it.
foreach my $option ('--use-system-packages', '--system-package=pyparsing') {
    my $source = source_package({app => 'all'}, 'requirements.txt' => "needful\n");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, $option);
    is($status, 0, $option) or diag("$out$err");
}
my $alone = source_package({app => 'all'}, 'requirements.txt' => "needful\n");
($status, $out, $err) = run_in($alone, 'dh_virtualenv', @offline, '--extra-pip-arg=--no-deps');
like($out, qr/warning: 'needful 1\.0' requires 'pyparsing>=2', which is not installed;/, 'and not elsewhere');
unlike($out, qr/absent/, 'a requirement for another Python is none');
done_testing();
