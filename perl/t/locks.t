use strict;
use warnings;
use lib 'perl/t';
use Digest::SHA   qw(sha256_hex);
use File::Path    qw(make_path remove_tree);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Lock files of four formats, their distributions on an index that asks for a password; at each request it looks for the
# password in all command lines.
plan(skip_all => 'needs a loopback interface') if not loopback();

my $index = tempdir(CLEANUP => 1);
my %hash;
foreach my $name (qw(one two three tool old)) {
    my $tree = tempdir(CLEANUP => 1);
    write_file("$tree/${name}_module.py", "NAME = '$name'\n");
    make_wheel("$index/tree/simple/$name", $name, $tree, undef, '1.0', $name eq 'two' ? ('three') : ());
    $hash{$name} = 'sha256:' . sha256_hex(slurp("$index/tree/simple/$name/$name-1.0-py3-none-any.whl"));
    my $link = "<a href=\"/simple/$name/$name-1.0-py3-none-any.whl\">$name-1.0-py3-none-any.whl</a>\n";
    write_file("$index/tree/$_/$name/index.html", $link) foreach qw(simple other);
}
my $port  = start_index($index);
my $plain = "http://127.0.0.1:$port/simple";
my $url   = "http://user:$PASSWORD\@127.0.0.1:$port/simple";

# A project that needs no tool to be built, and its directory.
my $backend = <<'PYTHON';
import os
import zipfile


def build_wheel(directory, config_settings=None, metadata_directory=None):
    name = "NAME-1.0-py3-none-any.whl"
    open("built", "w").close()
    with zipfile.ZipFile(f"{directory}/{name}", "w") as wheel:
        info = "NAME-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: NAME\nVersion: 1.0\nREQUIRES")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
PYTHON

sub project {
    my ($directory, $name, @requirements) = @_;
    my $requires = join('', map { "Requires-Dist: $_\\n" } @requirements);
    my $code     = $backend =~ s/NAME/$name/gr =~ s/REQUIRES/$requires/r;
    my $list     = join(', ', map { "\"$_\"" } @requirements);
    my %files    = (
        'backend.py'     => $code,
        'pyproject.toml' => "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
          . "[project]\nname = '$name'\nversion = '1.0'\ndependencies = [$list]\n",
    );
    return map { (($directory ? "$directory/$_" : $_) => $files{$_}) } keys %files;
}

# Runs dh_virtualenv in a source without what an earlier call has made.
sub build {
    my ($directory, @options) = @_;
    remove_tree("$directory/debian/app", glob("$directory/debian/.debhelper/generated/app/*.result"));
    return run_in($directory, 'dh_virtualenv', @options);
}

# Returns what is installed by the last build, names and versions.
sub installed {
    my ($source) = @_;
    my $site = "$source/debian/app/usr/share/python/app/lib/python3*/site-packages";
    return join(q{ }, sort map { m{.*/(.*)[.]dist-info$} } grep { !m{/pip-} } glob("$site/*.dist-info"));
}

sub requests {
    my $log = slurp("$index/log");
    write_file("$index/seen", slurp("$index/seen") . join('', $log =~ /^(SEEN.*\n)/mg));
    truncate("$index/log", 0);
    return $log;
}

sub uv_package {
    my ($name, $hash, @more) = @_;
    return
        "[[package]]\nname = \"$name\"\nversion = \"1.0\"\nsource = { registry = \"$url\" }\n"
      . join('', map { "$_\n" } @more)
      . "wheels = [{ url = \"$plain/$name/$name-1.0-py3-none-any.whl\", hash = \"$hash\" }]\n\n";
}

my $uv =
    "version = 1\nrevision = 3\nrequires-python = \">=3.8\"\n\n"
  . uv_package('one',   $hash{one})
  . uv_package('two',   $hash{two}, 'dependencies = [{ name = "three" }]')
  . uv_package('three', $hash{three})
  . uv_package('tool',  $hash{tool})
  . uv_package('old',   $hash{old})
  . <<'TOML';
[[package]]
name = "lib"
version = "1.0"
source = { editable = "packages/lib" }
dependencies = [{ name = "three" }]

[[package]]
name = "proj"
version = "1.0"
source = { editable = "." }
dependencies = [
    { name = "lib" },
    { name = "old", marker = "python_full_version < '3.8'" },
    { name = "one" },
    { name = "two" },
]

[package.dev-dependencies]
dev = [{ name = "tool" }]

[package.metadata]
requires-dist = [
    { name = "lib", editable = "packages/lib" },
    { name = "old", marker = "python_full_version < '3.8'" },
    { name = "one", specifier = ">=1" },
    { name = "two" },
]

[package.metadata.requires-dev]
dev = [{ name = "tool" }]
TOML
my @needs  = ('lib', q(old; python_version < '3.8'), 'one>=1', 'two');
my %source = (project('', 'proj', @needs), project('packages/lib', 'lib', 'three'), 'uv.lock' => $uv,);
$source{'pyproject.toml'} .= "[dependency-groups]\ndev = ['tool']\n";
my $source = source_package({app => 'all'}, %source);
local $ENV{DH_VERBOSE} = 1;
my ($status, $out, $err) = build($source);
is($status, 0, 'uv.lock') or diag("$out$err");
like($out, qr/^using uv[.]lock, which has 4 distributions for this interpreter$/m, 'is found and said');
is(installed($source), 'lib-1.0 one-1.0 proj-1.0 three-1.0 two-1.0', 'and installed, with a member of its workspace');
like(requests(), qr{^GET /simple/one/one-.*whl True$}m, 'from the index that it names');
ok(!-e "$source/packages/lib/built" && !-e "$source/built", 'what is built, builds in a copy');
unlike("$out$err", qr/0penSesame/, 'no password in the output');

($status, $out, $err) = build($source, '--dependency-group=dev', '--skip-install');
is($status,            0,                                            'a dependency group') or diag("$out$err");
is(installed($source), 'lib-1.0 one-1.0 three-1.0 tool-1.0 two-1.0', 'is added, without the project');

requests();
{
    local $ENV{PIP_INDEX_URL} = $url =~ s/simple$/other/r;
    ($status, $out, $err) = build($source);
}
is($status, 0, 'an index that debian/rules names') or diag("$out$err");
my $log = slurp("$index/log") =~ s/^SEEN.*\n//mgr;
like($log, qr{^GET /other/one/ True$}m, 'is asked');
unlike($log, qr{^GET /simple/one/ }m, 'in place of that of the lock file');
truncate("$index/log", 0);

($status, $out, $err) = build($source, '--preinstall=tool');
is($status, 0, 'with something preinstalled, which has no hash') or diag("$out$err");
truncate("$index/log", 0);

foreach my $name (qw(one three)) {
    write_file("$source/uv.lock", $uv =~ s/\Q$hash{$name}\E/'sha256:' . '0' x 64/er);
    ($status, $out, $err) = build($source);
    is($status, 4, "another hash of '$name'");
    like("$out$err", qr/DO NOT MATCH THE HASHES/, 'is refused');
    ok(!-e "$source/debian/app/usr/share/python/app", 'and nothing is left');
}
write_file("$source/uv.lock", $uv);

foreach my $case (
    ['--dependency-group=no', "'uv.lock' knows no dependency group 'no'", 'correct --dependency-group; there are: dev'],
    ['--extras=no',           "'uv.lock' knows no extra 'no'",            'correct --extras; there are: none'],
  )
{
    my ($option, $what, $hint) = @{$case};
    ($status, $out, $err) = build($source, $option);
    is($status, 3, $option);
    like($err, qr/error: \Q$what\E\n.*hint: \Q$hint\E/, 'does not exist');
}
write_file("$source/pyproject.toml", $source{'pyproject.toml'} =~ s/one>=1/one>=1.1/r);
($status, $out, $err) = build($source);
is($status, 3, 'a lock file that is out of date');
like($err, qr/error: 'uv.lock' is out of date: the project requires 'one>=1.1'.*\n.*hint: renew it with 'uv lock'/,
    'is refused');
like($err, qr/, or ignore it with --requirements=\/dev\/null$/m, 'and can be ignored');

# For uv a project without a build system is no package.
write_file("$source/pyproject.toml", $source{'pyproject.toml'} =~ s/\[build-system\].*(?=\[project\])//sr);
write_file("$source/uv.lock",        $uv                       =~ s/editable = "[.]"/virtual = "."/r);
($status, $out, $err) = build($source);
is($status, 0, 'a project that uv has as virtual') or diag("$out$err");
like($out, qr/^leaving out the project itself: uv[.]lock has it as virtual$/m, 'is said');
is(installed($source), 'lib-1.0 one-1.0 three-1.0 two-1.0', 'and not installed');
write_file("$source/pyproject.toml", $source{'pyproject.toml'});
($status, $out, $err) = build($source);
like($err, qr/error: 'uv.lock' is out of date: the project is a package by pyproject.toml/, 'but not if it is one');
write_file("$source/uv.lock", $uv);

# A member of a workspace whose lock file lies above.
my %member = (
    project('app',          'proj', @needs),
    project('packages/lib', 'lib',  'three'),
    'uv.lock' => $uv =~ s/source = \{ editable = "[.]" \}/source = { editable = "app" }/r
);
$member{'app/pyproject.toml'} .= "[dependency-groups]\ndev = ['tool']\n";
my $root = source_package({app => 'all'}, %member);
($status, $out, $err) = build($root, '--sourcedirectory=app', '--requirements=../uv.lock');
is($status,          0,                                            'a member of a workspace') or diag("$out$err");
is(installed($root), 'lib-1.0 one-1.0 proj-1.0 three-1.0 two-1.0', 'gets what it needs');
ok(!-e "$root/packages/lib/built", 'from a copy of the other member');
requests();

# pylock.toml: no index, but the place of each archive.
my $pylock = "lock-version = \"1.0\"\ncreated-by = \"test\"\nextras = [\"more\"]\n";
foreach my $name (qw(one tool old)) {
    my $marker = {old => q(marker = "python_version < '3'"), tool => q(marker = "'more' in extras")}->{$name} // '';
    my $hex    = $hash{$name} =~ s/.*://r;
    $pylock .= "[[packages]]\nname = \"$name\"\nversion = \"1.0\"\n$marker\n"
      . "wheels = [{ url = \"$url/$name/$name-1.0-py3-none-any.whl\", hashes = { sha256 = \"$hex\" } }]\n";
}
my $standard = source_package({app => 'all'}, 'pylock.app.toml' => $pylock);
my @no_index = ('--requirements=pylock.app.toml', '--extra-pip-arg=--no-index');
($status, $out, $err) = build($standard, @no_index);
is($status,              0,         'pylock.app.toml') or diag("$out$err");
is(installed($standard), 'one-1.0', 'has what it needs by default');
($status, $out, $err) = build($standard, @no_index, '--extras=more');
is($status,              0,                  'an extra') or diag("$out$err");
is(installed($standard), 'one-1.0 tool-1.0', 'is evaluated');
write_file("$standard/pylock.app.toml", $pylock =~ s/"1.0"/"2.0"/r);
($status, $out, $err) = build($standard, @no_index);
like($err, qr/'pylock.app.toml' has version '2.0' of its format, which is not known/, 'an unknown version is refused');

# Pipfile.lock: the password is in a variable.
my $pipfile =
    '{"_meta": {"pipfile-spec": 6, "sources": [{"name": "own", "url": "http://$U:${P}@127.0.0.1:'
  . $port
  . "/simple\"}]}, \"default\": {\"one\": {\"hashes\": [\"$hash{one}\"], \"version\": \"==1.0\", \"index\": \"own\"},"
  . ' "lib": {"path": "./packages/lib"}},'
  . " \"develop\": {\"tool\": {\"hashes\": [\"$hash{tool}\"], \"version\": \"==1.0\"}}}";
my $pipenv = source_package({app => 'all'}, 'Pipfile.lock' => $pipfile, project('packages/lib', 'lib'));
local @ENV{qw(U P)} = ("user", $PASSWORD);
($status, $out, $err) = build($pipenv);
is($status,            0,                 'Pipfile.lock') or diag("$out$err");
is(installed($pipenv), 'lib-1.0 one-1.0', 'is installed');
unlike("$out$err", qr/0penSesame/, 'no password in the output');
($status, $out, $err) = build($pipenv, '--dependency-group=dev-packages');
is(installed($pipenv), 'lib-1.0 one-1.0 tool-1.0', 'a category of Pipfile');
write_file("$pipenv/Pipfile.lock", $pipfile =~ s/$hash{tool}//r);
($status, $out, $err) = build($pipenv, '--dependency-group=dev-packages');
is($status, 0, 'without a hash') or diag("$out$err");
like($out, qr/warning: 'Pipfile.lock' has no hash of tool==1.0, so /, 'is warned of');

# poetry.lock
my $poetry = "";
foreach my $name (qw(one tool)) {
    my $group = $name eq 'tool' ? 'dev' : 'main';
    $poetry .=
        "[[package]]\nname = \"$name\"\nversion = \"1.0\"\noptional = false\npython-versions = \"*\"\n"
      . "groups = [\"$group\"]\nfiles = [{file = \"$name-1.0-py3-none-any.whl\", hash = \"$hash{$name}\"}]\n"
      . "[package.source]\ntype = \"legacy\"\nurl = \"$url\"\nreference = \"own\"\n\n";
}
$poetry .= "[metadata]\nlock-version = \"2.1\"\npython-versions = \">=3.8,<4.0\"\ncontent-hash = \"DIGEST\"\n";
my $declared = '{"dependencies": {"one": "^1.0", "python": "^3.8"}, "dev-dependencies": null, "extras": null,'
  . ' "group": {"dev": {"dependencies": {"tool": "*"}}}, "source": null}';
my $tables = "[tool.poetry]\nname = 'proj'\n[tool.poetry.dependencies]\npython = '^3.8'\none = '^1.0'\n"
  . "[tool.poetry.group.dev.dependencies]\ntool = '*'\n";
$poetry =~ s/DIGEST/sha256_hex($declared)/e;
my $poem = source_package({app => 'all'}, 'poetry.lock' => $poetry, 'pyproject.toml' => $tables);
($status, $out, $err) = build($poem, '--skip-install');
is($status,          0,         'poetry.lock') or diag("$out$err");
is(installed($poem), 'one-1.0', 'is installed');
($status, $out, $err) = build($poem, '--skip-install', '--dependency-group', 'dev');
is(installed($poem), 'one-1.0 tool-1.0', 'with a group');
write_file("$poem/pyproject.toml", $tables =~ s/(?<=tool.poetry\]\n)/package-mode = false\n/r);
($status, $out, $err) = build($poem);
is($status, 0, 'a project that is no package') or diag("$out$err");
like($out, qr/^leaving out the project itself: pyproject[.]toml has package-mode = false$/m, 'is said');
is(installed($poem), 'one-1.0', 'and not installed');
write_file("$poem/pyproject.toml", $tables =~ s/\^1.0/^2.0/r);
($status, $out, $err) = build($poem, '--skip-install');
is($status, 3, 'another declaration');
like($err, qr/error: 'poetry.lock' is out of date: .*\n.*hint: renew it with 'poetry lock'/, 'is out of date');

# No lock file
($status, $out, $err) =
  run_in(source_package({app => 'all'}, 'requirements.txt' => ''), 'dh_virtualenv', '--dependency-group=dev');
is($status, 3, 'a dependency group');
like($err, qr/--dependency-group needs a lock file, and '.*requirements.txt' is none/, 'of no lock file');

$log = requests();
like($log, qr/^GET .* True$/m, 'the index was asked with the password');
is(slurp("$index/seen"), '', 'which was on no command line');
done_testing();
