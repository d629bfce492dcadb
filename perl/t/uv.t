use strict;
use warnings;
use lib 'perl/t';
use File::Path    qw(make_path);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel make_script_wheel uv);

# --installer=uv: the same virtualenv, the same refusals.
my $uv = uv();
plan(skip_all => 'needs uv') if not $uv;
my ($setuptools) = glob('/usr/share/python-wheels/setuptools-*.whl');
plan(skip_all => 'needs the wheel of setuptools') if not $setuptools;

my $without = join(q{:}, grep { !-e "$_/uv" } split(/:/, $ENV{PATH}));
my $bin     = tempdir(CLEANUP => 1);
symlink($uv, "$bin/uv") or die $!;
$ENV{PATH} = "$bin:$without";
$ENV{HOME} = tempdir(CLEANUP => 1);    # its caches
my $place = 'usr/share/python/app';
my @made;

# Wheels with requirements and scripts, extras, and a release that only has a source distribution.
my $wheels = tempdir(CLEANUP => 1);
my $tree   = tempdir(CLEANUP => 1);
write_file("$tree/one/__init__.py", "VALUE = 1\n");
make_wheel($wheels, 'one', $tree, undef, $_) foreach '1.0', '1.5';
make_wheel($wheels, 'two', tempdir(CLEANUP => 1), undef, '2.0', 'one<1.5');
make_wheel($wheels, 'more', tempdir(CLEANUP => 1),
    undef, '1.0.post1', "tool ; extra == \"fast\"\nProvides-Extra: fast", 'Two');
make_script_wheel($wheels, 'tool',  'tool.py');
make_script_wheel($wheels, 'other', 'other.py');
make_wheel($wheels, 'foreign', tempdir(CLEANUP => 1), 'cp39-cp39-win_amd64', '3.0');
my $build = tempdir(CLEANUP => 1);
write_file("$build/built-3.1/setup.py",
    "from setuptools import setup\nsetup(name='Built', version='3.1', py_modules=['built'], install_requires=['one'])\n"
);
write_file("$build/built-3.1/built.py", "X = 1\n");
write_file("$build/built-3.1/PKG-INFO", "Metadata-Version: 2.1\nName: Built\nVersion: 3.1\n");
system('tar', '-C', $build, '-czf', "$wheels/built-3.1.tar.gz", 'built-3.1') == 0 or die;
system('cp', $setuptools, glob('/usr/share/python-wheels/wheel-*.whl'), $wheels);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");

# Runs dh_virtualenv on a source, with uv or pip.
sub made {
    my ($installer, $source, @arguments) = @_;
    return run_in($source, 'dh_virtualenv', "--installer=$installer", @arguments);
}

# What two staging roots do not have in common.
sub differences {
    my ($left, $right) = @_;
    return qx(diff -r --no-dereference $left/debian/app $right/debian/app 2>&1);
}

# Makes the same with both; expects the same virtualenv and state.
sub same {
    my ($what, $files, @arguments) = @_;
    my $source = source_package({app => 'all'}, %{$files});
    my ($status, $out, $err) = made('pip', $source, @arguments);
    is($status, 0, "$what: pip") or diag("$out$err");
    system("cd $source && mv debian debian.pip && mkdir debian && cp debian.pip/control debian.pip/changelog debian")
      == 0
      or die;
    ($status, $out, $err) = made('uv', $source, @arguments, '-v');
    is($status, 0, "$what: uv") or diag("$out$err");
    like($out, qr/^\t\S+uv pip compile/m, "$what: uv has decided");
    my $other = qx(diff -r --no-dereference $source/debian.pip/app $source/debian/app 2>&1);
    is($other, '', "$what: the same virtualenv");
    my $state = '.debhelper/generated/app/dh_virtualenv.json';
    is(slurp("$source/debian/$state"), slurp("$source/debian.pip/$state"), "$what: the same origins");
    return ($source, "$out$err");
}

my $project = {
    'pyproject.toml' => "[build-system]\nrequires = ['setuptools']\nbuild-backend = 'setuptools.build_meta'\n"
      . "[project]\nname = 'My.Proj'\nversion = '1.0'\ndependencies = ['one', 'more']\n[project.scripts]\nproj = 'proj:main'\n"
      . "[project.optional-dependencies]\nx = ['other']\n"
      . "[tool.uv]\nno-binary = true\noverride-dependencies = ['one==1.0']\n[tool.uv.sources]\none = {path = '/nonexistent'}\n"
      . "[tool.setuptools]\npy-modules = ['proj']\n",
    'proj.py' => "def main():\n    print('proj')\n",
    'uv.toml' => "no-binary = true\n",
};
same('all', {%{$project}, 'requirements.txt' => "more[fast]\nbuilt==3.1 # from source\n"},
    @offline, '--preinstall=tool', '--extras=x');
same('the project alone', $project, @offline);
my $digest = sub { (split(/ /, qx(sha256sum $_[0])))[0] };
my ($one, $built) = map { $digest->("$wheels/$_") } 'one-1.0-py3-none-any.whl', 'built-3.1.tar.gz';
same(
    'hashes',
    {
            'requirements.txt' => "one==1.0 --hash=sha256:"
          . ('0' x 64)
          . " \\\n  --hash=sha256:$one\nBuilt==3.1 --hash=sha256:$built\n"
    },
    @offline
);
same(
    'files',
    {
        'requirements.txt' =>
          "./vendor/one-1.5-py3-none-any.whl\ntool @ file://$wheels/tool-1.0-py3-none-any.whl\n./sub\n",
        'vendor/one-1.5-py3-none-any.whl' => slurp("$wheels/one-1.5-py3-none-any.whl"),
        map { ("sub/$_" => slurp("$build/built-3.1/$_")) } qw(setup.py built.py)
    },
    @offline
);
same('bounds', {'requirements.txt' => "-c bounds.txt\none\n", 'bounds.txt' => "one<1.5\n"},
    @offline, '--extra-pip-arg=--only-binary=:all:');
my $file = 'one-1.0-py3-none-any.whl';
my $lock = "lock-version = '1.0'\ncreated-by = 'test'\n\n[[packages]]\nname = 'one'\nversion = '1.0'\n"
  . "wheels = [{path = '$file', hashes = {sha256 = '$one'}}]\n";

# Of two directories that have it pip takes the one whose name is the lesser; uv also compares that of a temporary one.
foreach my $first ('0', 'da') {
    my $links = tempdir("${first}XXXXXXXX", TMPDIR => 1, CLEANUP => 1);
    system('cp', glob("$wheels/*"), $links) == 0 or die;
    same(
        "a lock file, directory $first", {'pylock.toml' => $lock, $file => slurp("$wheels/$file")},
        '--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$links"
    );
}
{
    local $ENV{PIP_NO_INDEX}   = 1;
    local $ENV{PIP_FIND_LINKS} = $wheels;
    local $ENV{HOME}           = tempdir(CLEANUP => 1) . '/absent';
    local $ENV{UV_NO_BINARY}   = 1;
    local $ENV{UV_FIND_LINKS}  = '/nonexistent';
    my $source = source_package({app => 'all'}, 'requirements.txt' => "two\n");
    my ($status, $out, $err) = made('uv', $source);
    is($status, 0, 'settings of pip count') or diag("$out$err");
    ok(!-e $ENV{HOME}, 'and no home is made');
}

# A second call adds to the virtualenv, and what is there counts.
{
    my @sources =
      map { source_package({app => 'all'}, 'requirements.txt' => "one==1.0\ntool\n", 'next.txt' => "two\nmore\n") } 1,
      2;
    my @empty = map { "--extra-pip-arg=$_" } '--no-index', '--find-links=' . tempdir(CLEANUP => 1);
    my $some  = tempdir(CLEANUP => 1);
    system('cp', glob("$wheels/{two,more}-*.whl"), $some);
    foreach my $installer ('pip', 'uv') {
        my $source = shift(@sources);
        my ($status, $out, $err) = made($installer, $source, @offline);
        is($status, 0, "$installer: first call") or diag("$out$err");
        ($status, $out, $err) = made($installer, $source, '--requirements=next.txt', '--extra-pip-arg=--no-index',
            "--extra-pip-arg=--find-links=$some");
        is($status, 0, "$installer: a second call, of which the requirements are partly there") or diag("$out$err");
        ($status, $out, $err) = made($installer, $source, @empty);
        is($status, 0, "$installer: a third one, which adds nothing") or diag("$out$err");
        push(@made, $source);
    }
    is(differences(@made), '', 'the same virtualenv');
}

# The same refusals, in the same words.
sub refused {
    my ($what, $requirements, $hint, @arguments) = @_;
    my $source = source_package({app => 'all'}, 'requirements.txt' => $requirements);
    foreach my $installer ('pip', 'uv') {
        my ($status, $out, $err) = made($installer, $source, @arguments ? @arguments : @offline);
        isnt($status, 0, "$installer: $what");
        like($err, $hint, "$installer: hint") or diag("$out$err");
        ok(!-e "$source/debian/app/$place", "$installer: nothing is left");
    }
    return;
}
refused(
    'a hash that does not match',
    "one==1.0 --hash=sha256:" . ('0' x 64) . "\n",
    qr/^dh_virtualenv: hint: what came is not what the hash was made of/m
);
refused('a requirement without hash',  "one==1.0 --hash=sha256:$one\ntool==1.0\n", qr/hint: pin what pip names/);
refused('something that is not there', "one\nabsent>=3\n", qr/hint: check the name and version of 'absent>=3'/);
refused('a version that is not there', "one==9\n",         qr/hint: check the name and version of 'one==9'/);
refused('a wheel for another machine', "foreign\n",        qr/hint: check the name and version of 'foreign'/);
refused('a contradiction', "two\none==1.5\n", qr/hint: loosen one of these, which contradict each other: .*one==1\.5/);
refused(
    'an option that nobody knows',
    "one\n",  qr/pip has no option '--no-such'/,
    @offline, '--extra-pip-arg=--no-such'
);

my $source = source_package({app => 'all'}, 'requirements.txt' => "one\n");
my ($status, $out, $err) = made('uv', $source, @offline, '--extra-pip-arg=--prefer-binary');
isnt($status, 0, 'an option that only pip has');
like($err, qr/uv has nothing like pip's option '--prefer-binary'/, 'is named');
like($err, qr/hint: .*--installer=uv/,                             'with what to do') or diag("$out$err");
($status, $out, $err) = made('conda', $source, @offline);
isnt($status, 0, 'another installer');
like($err, qr/installer.*(?:pip, uv|pip uv|pip or uv)/, 'is refused');
{
    local $ENV{PATH} = $without;
    ($status, $out, $err) = made('uv', $source, @offline);
    is($status, 5, 'no uv');
    like($err, qr/error: uv is missing.*\n.*hint: .*PATH.*dh_virtualenv_vendor --installer=uv/, 'says what to do');
}
write_file("$source/debian/app.virtualenv", "installer=uv\n");
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '-v');
is($status, 0, 'in debian/PACKAGE.virtualenv') or diag("$out$err");
like($out, qr/^\t\S+uv pip compile/m, 'it counts');
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '-v', '--use-system-packages');
is($status, 0, 'what the machine has') or diag("$out$err");
like($out, qr/^pip decides, because --use-system-packages/m, 'is for pip');

# Vendored: uv's wheel lies there as well, and nothing is asked for.
{
    my ($version) = qx($uv --version) =~ /uv (\S+)/;
    my $machine   = qx(uname -m) =~ s/\s//r;
    my $scripts   = tempdir(CLEANUP => 1);
    my $store     = tempdir(CLEANUP => 1);
    system('cp', '-L', $uv, "$scripts/uv");
    my $content = tempdir(CLEANUP => 1);
    make_path("$content/uv-$version.data/scripts");
    link("$scripts/uv", "$content/uv-$version.data/scripts/uv")
      or system('cp', "$scripts/uv", "$content/uv-$version.data/scripts/uv");
    make_wheel($store, 'uv', $content, "py3-none-manylinux_2_17_$machine", $version);
    system('cp', glob("$wheels/*"), $store);
    local $ENV{PATH} = $without;
    my $vendored = source_package({app => 'all'}, %{$project}, 'requirements.txt' => "one==1.0\nbuilt\n");
    my @from     = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$store");
    ($status, $out, $err) = run_in($vendored, 'dh_virtualenv_vendor', '--installer=uv', @from);
    is($status, 0, 'uv is vendored') or diag("$out$err");
    ok(-e "$vendored/debian/vendor/uv-$version-py3-none-manylinux_2_17_$machine.whl", 'as its wheel');
    local $ENV{HOME} = tempdir(CLEANUP => 1) . '/absent';
    ($status, $out, $err) = made('uv', $vendored, '-v');
    is($status, 0, 'and used') or diag("$out$err");
    like($out, qr{^\t\S+/dh_virtualenv\.tools/uv-\Q$version\E/uv-\Q$version\E\.data/scripts/uv pip compile}m,
        'from there');
    write_file("$vendored/requirements.txt", "one==1.0\nbuilt\nabsent\n");
    system("rm -rf $vendored/debian/app $vendored/debian/.debhelper");
    ($status, $out, $err) = made('uv', $vendored);
    isnt($status, 0, 'what is not vendored');
    like($err, qr/hint: 'debian\/vendor' lacks it: renew that with dh_virtualenv_vendor --update/, 'is said')
      or diag("$out$err");
}

# An index with a password, beside an index without what is asked for.
SKIP: {
    skip('needs a loopback interface', 1) if not loopback();
    my $index = tempdir(CLEANUP => 1);
    foreach my $file (glob("$wheels/*")) {
        my ($base, $name) = $file =~ m{/(([a-z]+)-[^/]*)$};
        make_path("$index/tree/simple/$name");
        symlink($file, "$index/tree/simple/$name/$base") or die $!;
        my $hash = $digest->($file);
        open(my $page, '>>', "$index/tree/simple/$name/index.html") or die $!;
        print {$page} "<a href=\"$base#sha256=$hash\">$base</a>\n";
        close($page) or die $!;
    }
    my $port = start_index($index);
    local $ENV{PIP_INDEX_URL} = "http://user:$PASSWORD\@127.0.0.1:$port/simple";
    my ($private, $log) =
      same('a private index', {%{$project}, 'requirements.txt' => "built\nmore[fast]\n"}, '--extra-pip-arg=-v');
    my $served = slurp("$index/log");
    like($served, qr{^GET /simple/more/more-\S+ True$}m, 'it came from there');
    unlike($served, qr/^SEEN/m,     'the password was on no command line');
    unlike($log,    qr/0penSesame/, 'nor in the output');
    is(qx(grep -rl 0penSesame "$private"), '', 'nor in a file');
    write_file("$private/netrc",            "machine 127.0.0.1 login user password $PASSWORD\n");
    write_file("$private/requirements.txt", "two\n");
    system("rm -rf $private/debian/app $private/debian/.debhelper");
    local $ENV{PIP_INDEX_URL} = "http://127.0.0.1:$port/simple";
    local $ENV{NETRC}         = 'netrc';
    ($status, $out, $err) = made('uv', $private, '--skip-install');
    is($status, 0, 'a netrc file') or diag("$out$err");
    delete $ENV{NETRC};
    ($status, $out, $err) = made('uv', source_package({app => 'all'}, 'requirements.txt' => "two\n"));
    isnt($status, 0, 'no password');
    like($err, qr/hint: the index asks for a user and password/, 'is said') or diag("$out$err");
}
done_testing();
