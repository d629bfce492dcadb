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

# Runs a command, by default the last step, where the engine would be missed.
sub idle {
    my (@command) = @_;
    local $ENV{DH_VIRTUALENV_ENGINE} = "$source/none.jar";
    my ($status, $out, $err) = run_in($source, @command ? @command : 'dh_virtualenv_finish');
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

# Relations of what needs nothing of the system.
my @shlibdeps = 'dh_virtualenv_shlibdeps';
my $substvars = "$source/debian/app.substvars";

sub rebuilt {
    my (@options) = @_;
    ok_in('made anew', 'rm', '-rf', "$source/debian/app", "$source/debian/.debhelper", $substvars);
    return ok_in('dh_virtualenv', 'dh_virtualenv', @offline, @options);
}
rebuilt();
ok(idle(@shlibdeps), 'modules need no engine to need nothing');
like(slurp($substvars), qr/^shlibs:Depends=$/m, 'and dpkg-gencontrol(1) hears of it');
ok_in('the engine', @shlibdeps, '--explain');
is(() = slurp($substvars) =~ /^shlibs:/mg, 1, 'the engine says the same');
write_file($substvars, "shlibs:Depends?=libc6\n");
ok(idle(@shlibdeps), 'once more');
is(slurp($substvars), "shlibs:Depends?=libc6\n", 'what dpkg-shlibdeps(1) has found stays');
write_file($substvars, "shlibs:Depends-other=libc6\n");
ok(idle(@shlibdeps), 'and again');
like(slurp($substvars), qr/^shlibs:Depends=$/m, 'another variable is another one');

ok(!idle(@shlibdeps, '--ignore-library=libz.so.1'), 'an option is for the engine');
ok(!idle(@shlibdeps, '-v'),                         'and so is the question for what it does');
write_file("$source/debian/app.virtualenv", "recommends=one\n");
ok(!idle(@shlibdeps), 'an option in a file as well');
unlink("$source/debian/app.virtualenv") or die $!;
write_file("$source/debian/python-virtualenv.needs",
    "Distribution: one\nRuns: git\nStrength: recommends\nPackage: git\n");
ok(!idle(@shlibdeps), 'and what the packager knows');
ok_in('the engine', @shlibdeps);
like(slurp($substvars), qr/^shlibs:Recommends=git$/m, 'takes notice of it');
rebuilt();
ok(!idle(@shlibdeps), 'as it does in the next build');
unlink("$source/debian/python-virtualenv.needs") or die $!;

rebuilt();
write_file("$site/one/more.py", "import ctypes\nctypes.CDLL('libz.so.1')\n");
ok(!idle(@shlibdeps), 'a new file may need something');
like(ok_in('the engine', @shlibdeps), qr/warning: .*libz\.so\.1/, 'and does');
ok_in('the last step', 'dh_virtualenv_finish');
ok(!idle(@shlibdeps), 'which nobody has seen to need nothing');

make_script_wheel($wheels, 'loading', 'loading/__init__.py', "__import__('ctypes').CDLL('libz.so.1')");
rebuilt('--preinstall=loading');
ok(!idle(@shlibdeps), 'a module that loads a library needs it');
rebuilt();
ok_in('another virtualenv', 'dh_virtualenv', '--install-suffix=other', '--preinstall=loading', @offline);
ok(!idle(@shlibdeps), 'one of two virtualenvs suffices');

is($ENV{DH_VIRTUALENV_ENGINE}, $engine, 'by the engine of these tests');

done_testing();
