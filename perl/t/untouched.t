use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel);

# A virtualenv in which nothing works between dh_virtualenv and the last step: the former finishes it, the latter looks.
local @ENV{qw(DH_VIRTUALENV_FINISHED_LATER DH_VIRTUALENV_LEFT_ALONE)} = (1, 1);
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, $_, "$_/__init__.py") foreach qw(one two);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $source  = source_package({app => 'all'}, 'requirements.txt' => "one\n");
my $place   = '/usr/share/python/app';
my $staged  = "$source/debian/app$place";
my $engine  = $ENV{DH_VIRTUALENV_ENGINE};

sub ok_in {
    my ($name, @command) = @_;
    my ($status, $out, $err) = run_in($source, @command);
    is($status, 0, $name) or diag("$out$err");
    return $out;
}

# Runs the last step where the engine would be missed.
sub idle {
    local $ENV{DH_VIRTUALENV_ENGINE} = "$source/none.jar";
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
    return $err !~ /none[.]jar/ && $status == 0;
}

ok_in('dh_virtualenv', 'dh_virtualenv', @offline);
my ($site) = glob("$staged/lib/python3*/site-packages");
is((slurp("$staged/bin/one") =~ /\A(.*)/)[0], "#!$place/bin/python3", 'a script has its final interpreter already');
ok(!-e "$site/pip", 'no pip is lent');
ok_in('dh_virtualenv for another place', 'dh_virtualenv', '--install-suffix=other', @offline);
ok(idle(), 'the files of two virtualenvs are remembered');
ok_in('links of Policy 10.5', 'dh_link');
ok_in('modes',                'dh_fixperms');
ok(idle(), 'what debhelper does to links and modes is no change');
like(slurp("$source/debian/app/usr/share/lintian/overrides/app"), qr/pycache/, 'what is to be added is added');
ok(idle(), 'and that is none either');

my $module = "$site/one/__init__.py";
my %change = (
    'another content' => sub { write_file($module,             slurp($module) . "PATCHED = True\n") },
    'a new file'      => sub { write_file("$site/one/more.py", "MORE = 1\n") },
    'a file less'     => sub { unlink("$site/one/more.py", glob("$site/one/__pycache__/more.*")) == 2 or die },
    'a link'          => sub { symlink('one', "$staged/bin/uno")                                      or die $! },
    'another target'  => sub { unlink("$staged/bin/uno") or die $!; symlink('two', "$staged/bin/uno") or die $! },
    'a virtualenv'    => sub { system('cp', '-a', $staged, "$source/debian/app/usr/share/python/copy") == 0 or die },
);

foreach my $name ('another content', 'a new file', 'a file less', 'a link', 'another target', 'a virtualenv') {
    $change{$name}->();
    ok(!idle(), "$name is a change");
    ok_in('which the last step deals with', 'dh_virtualenv_finish');
    my ($code) = glob("$site/one/__pycache__/__init__.*.pyc");
    ok((-M $code) <= (-M $module), 'byte code is as new as its module');
    ok(idle(),                     'once');
}
like(
    slurp("$source/debian/app/usr/share/python/copy/bin/one"),
    qr{^\#!/usr/share/python/copy/},
    'a copy gets its place'
);

is($ENV{DH_VIRTUALENV_ENGINE}, $engine, 'by the engine of these tests');

done_testing();
