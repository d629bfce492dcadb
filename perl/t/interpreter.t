use strict;
use warnings;
use lib 'perl/t';
use Cwd            qw(abs_path);
use File::Basename qw(basename);
use File::Path     qw(make_path);
use File::Temp     qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in slurp make_script_wheel);

# Which interpreter --python names, and what the package depends on for it.
my $debian  = abs_path('/usr/bin/python3');
my $package = basename($debian);
my $wheels  = tempdir(CLEANUP => 1);
make_script_wheel($wheels, 'one', 'one/__init__.py', 'import sys; print(sys.implementation.name)');
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $place   = 'debian/app/usr/share/python/app';

sub built {
    my ($name, @arguments) = @_;
    my $source = source_package({app => 'all'}, 'requirements.txt' => "one\n");
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, @arguments);
    is($status, 0, $name) or diag("$out$err");
    my ($depends) = slurp("$source/debian/app.substvars") =~ /^misc:Depends=(.*)$/m;
    return ($source, $depends, $out);
}

# Debian's, named in four ways.
my $links = tempdir(CLEANUP => 1);
symlink('/usr/bin/python3', "$links/our-python") or die $!;
foreach my $python ($package, $debian, "$links/our-python", '/usr/bin/python3') {
    my ($source, $depends, $out) = built("--python=$python", "--python=$python");
    is($depends,                                $package, '  depends on the package of what it leads to');
    is(readlink("$source/$place/bin/$package"), $debian,  '  and the virtualenv links to that');
    unlike($out, qr/warning/, '  without a warning');
}
my (undef, $depends) = built('--python-dependency', '--python-dependency=python3.99 | our-python (>= 3.99)', '-v');
is($depends, 'python3.99 | our-python (>= 3.99)', 'stands in the place of what was found');

# One that dpkg does not know: a copy of Debian's with the standard library of that.
my $outside = abs_path(tempdir(CLEANUP => 1));
make_path("$outside/bin", "$outside/lib");
system('cp', $debian, "$outside/bin/$package") == 0   or die 'cp';
symlink("/usr/lib/$package", "$outside/lib/$package") or die $!;
my ($source, $none, $out) = built('outside Debian', "--python=$outside/bin/$package");
is($none, undef, 'no dependency on a Python');
like(
    $out,
    qr/warning: '\Q$outside\E\S+' belongs to no Debian package, so nothing is added .*--python-dependency/,
    'which is said, with a remedy'
);
(undef, $depends, $out) =
  built('outside Debian, with a package', "--python=$outside/bin/$package", '--python-dependency=our-python');
is($depends, 'our-python', 'the package that is named');
unlike($out, qr/belongs to no Debian package/, 'no warning is left');

$source = source_package({app => 'all'}, 'requirements.txt' => "one\n");
my ($status, undef, $err) = run_in($source, 'dh_virtualenv', @offline, '--python-dependency=no such, thing');
isnt($status, 0, 'no relation');
like($err, qr/error: 'no such, thing' is not a relation to a package/, 'is refused');

SKIP: {
    skip('only if pypy3 is installed', 5) if not -x '/usr/bin/pypy3';
    ($source, $depends) = built('PyPy', '--python=pypy3');
    my (undef, $version) = run_in('/', 'dpkg-query', '-W', '-f', '${Version}', 'pypy3');
    my ($release, $last) = $version =~ /^(.*[.](\d+))/ or die $version;
    my $next = $release =~ s/\d+$/$last + 1/re;
    is($depends, "pypy3 (<< $next~), pypy3 (>= $release)", 'depends on its release, which the name does not have');
    my @holds = map { system('dpkg', '--compare-versions', $_, 'lt-nl', "$next~") == 0 ? 1 : 0 } $version, $next;
    is_deeply(\@holds, [1, 0], 'that is, on what is here and not on the next');
    ok(glob("$source/$place/lib/pypy3*/site-packages/one/__pycache__/__init__.pypy3*.pyc"), 'its byte code');
    local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
    ($source) = built('PyPy, in place', '--python=pypy3');
    my (undef, $said) = run_in($source, "$place/bin/one");
    is($said, "pypy\n", 'and it runs');
}
done_testing();
