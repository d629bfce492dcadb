use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# What machines and rules files do at times: it works, or there is a clear error.
my $wheels = tempdir(CLEANUP => 1);
my $tree   = tempdir(CLEANUP => 1);
write_file("$tree/mod.py", "x = 1\n");
make_wheel($wheels, 'mod', $tree);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $place   = '/usr/share/python/app';

# Directories with quotes, in the shells' spellings too.
my $odd = tempdir(CLEANUP => 1) . q{/it's "here"};
make_path($odd);
my $source = source_package({app => 'any'}, 'requirements.txt' => "mod\n");
system('cp', '-rT', $source, $odd) == 0 or die 'cannot copy';
my ($status, $out, $err) = run_in($odd, 'dh_virtualenv', @offline);
is($status, 0, 'a build directory with quotes') or diag("$out$err");
foreach my $script (qw(activate activate.csh activate.fish)) {
    my $text = slurp("$odd/debian/app$place/bin/$script");
    like($text, qr/VIRTUAL_ENV[= ]'?"?\Q$place\E/, "$script: has its place");
    unlike($text, qr/it'.*here/, "$script: no trace of the build directory, however it is quoted");
}

# A setup.py that leaves a directory that cannot be written to; only for root it makes no difference.
$source = source_package(
    {app => 'any'},
    'setup.py' => "import os\nfrom setuptools import setup\nos.makedirs('left/x', exist_ok=True)\n"
      . "open('left/x/f', 'w').close()\nos.chmod('left/x', 0o555)\nos.chmod('left', 0o555)\n"
      . "setup(name='proj', version='1', py_modules=['proj'])\n",
    'proj.py' => q{}
);
my $temporary  = tempdir(CLEANUP => 1);
my @setuptools = glob('/usr/share/python-wheels/*.whl');
SKIP: {
    skip('only if Debian\'s wheels of setuptools and wheel are installed', 2)
      if !grep({ m{/setuptools-} } @setuptools) || !grep({ m{/wheel-} } @setuptools);
    local $ENV{TMPDIR} = $temporary;
    ($status, $out, $err) =
      run_in($source, 'dh_virtualenv', '--extra-pip-arg=--no-index',
        '--extra-pip-arg=--find-links=/usr/share/python-wheels');
    is($status, 0, 'a read-only directory that setup.py leaves') or diag("$out$err");
    is_deeply([glob("$temporary/dh*")], [], 'is removed with the temporary directory');
}

# The engine and the interpreters that it starts use TMPDIR, whatever Java takes for the temporary directory.
SKIP: {
    skip('only if this user may make namespaces', 1) if system('unshare -rm mount --bind /tmp /tmp 2>/dev/null') != 0;
    my $elsewhere = tempdir(CLEANUP => 1, DIR => '/var/tmp');
    system('cp', '-rT', source_package({app => 'any'}, 'requirements.txt' => "mod\n"), "$elsewhere/source");
    system('cp', '-rT', $wheels,                                                       "$elsewhere/wheels");
    mkdir("$elsewhere/tmp");
    my $command =
      "mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp && cd $elsewhere/source && TMPDIR=$elsewhere/tmp exec dh_virtualenv"
      . " --extra-pip-arg=--no-index --extra-pip-arg=--find-links=$elsewhere/wheels";
    ($status, $out, $err) = run_in('/', 'unshare', '-rm', 'sh', '-c', $command);
    is($status, 0, '/tmp is read-only and TMPDIR is not') or diag("$out$err");
}

# Rows that somebody has written into RECORD.
$ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
foreach my $row ("a\0b,sha256=x,1", '"no end,,', 'one,two,three,four', 'mod.py,sha256=,size', "\377\376,,", ',,',
    '/etc/passwd,,', '../../../../../../../../../../../../../etc/passwd,,')
{
    my $name = $row =~ s/[^ -~]/?/gr;
    $source = source_package({app => 'any'}, 'requirements.txt' => "mod\n");
    run_in($source, 'dh_virtualenv', @offline);
    my ($record) = glob("$source/debian/app$place/lib/python3*/site-packages/mod-1.0.dist-info/RECORD");
    write_file($record, slurp($record) . "$row\n");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
    is($status, 0, "RECORD has the row '$name'") or diag("$out$err");
    my %rows = map { ((split(/,/))[0] // q{}) => 1 } split(/\n/, slurp($record));
    ok($rows{'mod.py'} && $rows{'mod-1.0.dist-info/RECORD'}, '... which costs none of the others');
    ok(!grep({ m{etc/passwd} } keys %rows),                  '... and nothing leads out of the virtualenv');
}
done_testing();
