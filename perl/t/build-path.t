use strict;
use warnings;
use lib 'perl/t';
use Cwd        qw(abs_path);
use File::Find qw(find);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in other_root slurp);

# Builds in a directory directly below the root, as in many containers. What these distributions of PyPI hold looks like
# its path, but stands so in their wheels, so it is no trace of the build. WHEELS=all builds in all the directories,
# WHEELS_CACHE keeps the downloads.
my @distributions = qw(Django==5.2.19 aiohttp==3.14.5 celery==5.7.0 sentry-sdk==2.75.0 Pygments==2.21.0
  ansible-core==2.18.6 MarkupSafe==3.0.4);
my @directories = qw(app data src code project);
my $pip         = (glob('/usr/share/python-wheels/pip-*.whl'))[-1];

# It downloads from an index, which builds of packages cannot.
plan(skip_all => 'only if WHEELS is set: distributions are downloaded') if not $ENV{WHEELS};
plan(skip_all => 'python3-pip-whl is not installed')                    if not $pip;
splice(@directories, 2) if $ENV{WHEELS} ne 'all';

my $work   = tempdir(CLEANUP => 1);
my $wheels = ($ENV{WHEELS_CACHE} || $work) . '/build-path';
make_path($wheels);
my @download = qw(download -q --disable-pip-version-check --only-binary=:all:);
my ($status, $out, $err) =
  run_in($work, '/usr/bin/python3', "$pip/pip", @download, '-d', $wheels, "--find-links=$wheels", @distributions);
is($status, 0, 'distributions are downloaded') or BAIL_OUT("$out$err");

# Builds what is in $files in the directory; returns the source, status, output and errors.
sub built_in {
    my ($directory, %files) = @_;
    my $source  = source_package({app => 'any'}, %files);
    my @offline = map { "--extra-pip-arg=$_" } '--no-index', "--find-links=$wheels",
      '--find-links=/usr/share/python-wheels';
    return ($source,
        run_in($work, other_root("/$directory" => $source), 'env', "--chdir=/$directory", 'dh_virtualenv', @offline));
}

# Returns how many files of the tree hold the directory's path as a whole path.
sub lookalikes {
    my ($tree, $directory) = @_;
    my $count = 0;
    my $look  = sub { $count++ if -f and not -l and slurp($_) =~ m{(?<![\w.~+/-])/\Q$directory\E(?![\w.~+-])} };
    find({wanted => $look, no_chdir => 1}, $tree);
    return $count;
}

my $before = {map { $_ => 1 } grep { -e "/$_" } @directories};
my $source;
foreach my $directory (@directories) {
    ($source, $status, $out, $err) = built_in($directory, 'requirements.txt' => join("\n", @distributions, q{}));
    is($status, 0, "built in /$directory") or diag("$out$err");
    my $tree = "$source/debian/app/usr/share/python/app";
    cmp_ok(lookalikes("$tree/lib", $directory), '>', 0, '  although there is what looks like its path');
    my ($site) = glob("$tree/lib/python3*/site-packages");
    my @missing = grep { not -e "$site/$_" } qw(django aiohttp celery sentry_sdk pygments ansible markupsafe);
    is_deeply(\@missing, [], '  with all seven');
    my (undef, $interpreter) = run_in($tree, 'head', '-n1', 'bin/celery');
    is($interpreter, "#!/usr/share/python/app/bin/python3\n", '  at its place');
}

# What the project's build writes there is a trace, however short the path.
my $setup =
    "import os\nfrom setuptools import setup\n"
  . "open('app.py', 'w').write('HOME = %r' % (os.environ['PWD'] + '/cache'))\n"
  . "setup(name='app', version='1.0', py_modules=['app'])\n";
($source, $status, $out, $err) = built_in('app', 'setup.py' => $setup, 'requirements.txt' => "MarkupSafe\n");
is($status, 3, 'a path that the build has written is refused') or diag("$out$err");
like(
    $err,
    qr{error: the directory where the project was built is named in 'lib/\S+/app[.]py'},
    '  and its file is named'
);
is_deeply({map { $_ => 1 } grep { -e "/$_" } @directories}, $before, 'nothing is left below the root');
done_testing();
