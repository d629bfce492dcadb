use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel other_root);

# dpkg never puts a link where a directory is, or the other way round. That dpkg-maintscript-helper(1) can do it in a
# virtualenv is up to our preinst: it refuses a directory with files that dpkg does not know, and byte code is such.
my $work    = tempdir(CLEANUP => 1);
my $dpkg    = "$work/dpkg";
my $command = 'usr/share/python/app/bin/one';
make_path("$dpkg/info", "$dpkg/updates", "$dpkg/triggers", "$work/python", "$work/log");
write_file("$dpkg/$_", q{}) foreach qw(status available);
my @root = other_root('/var/lib/dpkg' => $dpkg, '/var/log' => "$work/log", '/usr/share/python' => "$work/python");
my ($forbidden) = run_in('/', @root, 'true');
plan(skip_all => 'only if mounts are allowed: dpkg gets a database and an install root of its own') if $forbidden;

make_script_wheel("$work/wheels", 'one', 'one.py', "import sys\n    print(sys.prefix)");

# Returns the package, after debian/rules has run some lines when the virtualenv is finished.
sub built {
    my ($version, $lines, %files) = @_;
    my $source = source_package(
        {app => 'all'}, %files,
        'requirements.txt' => "one\n",
        'debian/changelog' => "test ($version) unstable; urgency=low\n\n  * Test.\n\n"
          . " -- A <a\@example.org>  Fri, 20 Nov 2026 12:00:00 +0000\n",
        'debian/rules' => "#!/usr/bin/make -f\n%:\n\tdh \$\@ --with python-virtualenv\n"
          . "override_dh_virtualenv:\n\tdh_virtualenv --extra-pip-arg=--no-index --extra-pip-arg=--find-links=$work/wheels\n"
          . "execute_after_dh_virtualenv_finish:\n\tcd debian/app/usr/share/python/app && $lines\n"
          . "override_dh_builddeb:\n\tdh_builddeb --destdir=.\n"
    );
    chmod(0755, "$source/debian/rules") or die $!;
    my ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
    is($status, 0, "version $version is built") or BAIL_OUT("$out$err");
    return "$source/app_${version}_all.deb";
}

my $helper = "dir_to_symlink /usr/share/python/app/lib64 lib 2.0~\n"
  . "symlink_to_dir /usr/share/python/app/config share/config 2.0~\n";
my $old = built('1.0',
    'mkdir -p share/config && touch share/config/old && ln -s share/config config' . ' && rm lib64 && cp -r lib lib64');
my $new = built('2.0', 'mkdir config && touch config/new', 'debian/app.maintscript' => $helper);

sub dpkg {
    my (@arguments) = @_;
    return run_in('/', @root, 'dpkg', '--force-depends', @arguments);
}

# Returns whether the program runs at its place.
sub runs {
    my ($status, $out, $err) = run_in('/', @root, 'env', 'PYTHONDONTWRITEBYTECODE=1', "/$command");
    return $out eq "/usr/share/python/app\n" || diag("$out$err");
}

# Returns what lies in the install root and is not dpkg's.
sub left {
    my $find =
      'cd / && find usr/share/python -mindepth 1 | while read -r f; do dpkg -S "/$f" >/dev/null 2>&1 || echo "$f"; done';
    my (undef, $out) = run_in('/', @root, 'sh', '-c', $find);
    return $out;
}

my $place = "$work/python/app";
my ($status, $out, $err) = dpkg('-i', $old);
is($status, 0, 'the old version is installed') or diag("$out$err");
ok(-d "$place/lib64" && !-l "$place/lib64" && -l "$place/config", 'with a directory and a link');
my ($code) = glob("$place/lib64/python3*/site-packages/__pycache__/one.*.pyc");
write_file($code =~ s/one([^\/]*)$/two$1/r, q{});    # which prerm of the old version takes for dpkg's
like(left(), qr/two/, 'and byte code that dpkg does not know');

# An upgrade that fails after the helper has run leaves the old version as it was.
my ($broken) = run_in($work, 'dpkg-deb', '-R', $new, 'broken');
is($broken, 0, 'the new version is taken apart');
write_file("$work/broken/DEBIAN/preinst", slurp("$work/broken/DEBIAN/preinst") . "\nexit 1\n");
($status, $out, $err) = run_in($work, 'dpkg-deb', '-b', 'broken', 'broken.deb');
is($status, 0, 'and made again with a preinst that fails') or diag("$out$err");
($status, $out, $err) = dpkg('-i', "$work/broken.deb");
isnt($status, 0, 'which is not installed');
ok(-d "$place/lib64" && !-l "$place/lib64" && -l "$place/config", 'the directory and the link are back')
  or diag("$out$err");
ok(runs(), 'the old version runs');

($status, $out, $err) = dpkg('-i', $new);
is($status,                  0,     'the new version is installed') or diag("$out$err");
is(readlink("$place/lib64"), 'lib', 'the directory is a link');
ok(!-l "$place/config" && -e "$place/config/new" && !-e "$place/share/config", 'the link is a directory');
is(left(), q{}, 'nothing of the old version is left');
ok(runs(), 'it runs');
(undef, $out) = dpkg('--verify', 'app');
is($out, q{}, 'every file is as the package has it');
($status, $out, $err) = dpkg('--purge', 'app');
is($status, 0, 'it is purged')    or diag("$out$err");
ok(!-e $place, 'nothing is left') or diag(left());
done_testing();
