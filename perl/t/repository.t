use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use JSON::PP      qw(decode_json);
use PasswordIndex qw(loopback);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp);

# Requirements from a git repository, on the file system and on a web server, named by a branch or by lock files with a
# commit, although the branch has gone on since.
plan(skip_all => 'needs git')                  if not grep { -x "$_/git" } split(/:/, $ENV{PATH});
plan(skip_all => 'needs a loopback interface') if not loopback();
local %ENV = (%ENV, map { ("GIT_$_" => '/dev/null') } qw(CONFIG_GLOBAL CONFIG_SYSTEM));

my $backend = <<'PYTHON';
import zipfile

def build_wheel(directory, config_settings=None, metadata_directory=None):
    name = "lib-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{directory}/{name}", "w") as wheel:
        wheel.write("lib.py")
        wheel.writestr("lib-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: lib\nVersion: 1.0\n")
        wheel.writestr("lib-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("lib-1.0.dist-info/RECORD", "")
    return name
PYTHON
my $place      = tempdir(CLEANUP => 1);
my $repository = "$place/lib.git";
my $work       = "$place/work";

sub git {
    my @line = ('git', '-C', $work, '-c', 'user.name=A', '-c', 'user.email=a@example.org', @_);
    my ($status, $out, $err) = run_in('/', @line);
    $status == 0 or die "git @_: $err";
    chomp($out);
    return $out;
}
write_file("$work/backend.py",     $backend);
write_file("$work/pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n");
git(qw(init --quiet --initial-branch=main));
my @commits;
foreach my $number (1, 2) {
    write_file("$work/lib.py", "NUMBER = $number\n");
    git(qw(add .));
    git('commit', '--quiet', "--message=$number");
    push(@commits, git(qw(rev-parse HEAD)));
}
git('clone', '--quiet', '--bare', $work, $repository);
system('git', '-C', $repository, 'update-server-info') == 0 or die 'not served';

# a web server with plain files, which is all that git needs
my $listener = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die $!;
my $port     = $listener->sockport;
close($listener) or die $!;
my $server = fork() // die $!;
if (!$server) {
    open(STDERR, '>', '/dev/null') or die $!;
    open(STDOUT, '>', '/dev/null') or die $!;
    exec('/usr/bin/python3', '-m', 'http.server', '--bind', '127.0.0.1', '--directory', $place, $port);
}
my $parent = $$;
END { kill('TERM', $server) if $server && $$ == $parent }
foreach (1 .. 100) {
    last if IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port);
    select(undef, undef, undef, 0.1);
}

# Builds a source with these files; the module has to be that of a commit, and direct_url.json has to name that.
sub check {
    my ($what, $number, $url, $revision, %files) = @_;
    my $source = source_package({app => 'all'}, %files);
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', '--extra-pip-arg=--no-index');
    is($status, 0, $what) or diag("$out$err");
    unlike($err, qr/warning/, "$what: without a warning");
    my ($info) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/lib-1.0.dist-info");
    is(slurp("$info/../lib.py"), "NUMBER = $number\n", "$what: the commit is installed") or return;
    my $direct = decode_json(slurp("$info/direct_url.json"));
    my $vcs    = $direct->{vcs_info};
    is($direct->{url},                   $url,                  "$what: direct_url.json has the repository");
    is($vcs->{commit_id},                $commits[$number - 1], "$what: and the commit");
    is($vcs->{requested_revision} // '', $revision,             "$what: and what was asked for");
    like(slurp("$info/RECORD"), qr{^lib-1.0.dist-info/direct_url.json,sha256=}m, "$what: RECORD has it");
    my $pinned = $commits[$number - 1];
    my $state  = slurp("$source/debian/.debhelper/generated/app/dh_virtualenv.json");
    like($state, qr/\Qgit+$url\E\@$pinned/, "$what: so has what is known of each distribution");
    ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
    is($status, 0, "$what: no trace of the build") or diag("$out$err");
    return;
}
my %urls = ('a file' => "file://$repository", 'a web server' => "http://127.0.0.1:$port/lib.git");
foreach my $where (sort keys %urls) {
    my $url = $urls{$where};
    check("$where, a branch", 2, $url, 'main',      'requirements.txt' => "git+$url\@main#egg=lib\n");
    check("$where, a commit", 1, $url, $commits[0], 'requirements.txt' => "git+$url\@$commits[0]#egg=lib\n");
}
check('a requirement (PEP 508)',
    2, $urls{'a web server'}, '', 'requirements.txt' => "lib @ git+$urls{'a web server'}\n");
my $url     = $urls{'a file'};
my $commit  = $commits[0];
my $project = <<'TOML';
[build-system]
requires = []
build-backend = 'backend'
backend-path = ['.']
TOML
my %project = ('pyproject.toml' => $project, 'backend.py' => $backend =~ s/lib/app/gr, 'app.py' => '');
my $table   = "[project]\nname = 'app'\nversion = '1.0'\n";

check('uv.lock', 1, $url, $commit, %project, 'pyproject.toml' => <<"TOML", 'uv.lock' => <<"LOCK");
$project
$table
dependencies = ['lib']
[tool.uv.sources]
lib = { git = '$url', branch = 'main' }
TOML
version = 1
requires-python = ">=3.9"

[[package]]
name = "app"
version = "1.0"
source = { editable = "." }
dependencies = [{ name = "lib" }]
[package.metadata]
requires-dist = [{ name = "lib", git = "$url?branch=main" }]

[[package]]
name = "lib"
version = "1.0"
source = { git = "$url?branch=main#$commit" }
LOCK

check('poetry.lock', 1, $url, $commit, %project, 'pyproject.toml' => <<"TOML", 'poetry.lock' => <<"LOCK");
$project
$table
dependencies = ['lib']
[tool.poetry.dependencies]
lib = { git = "$url", branch = "main" }
TOML
[[package]]
name = "lib"
version = "1.0"
optional = false
python-versions = ">=3.9"
groups = ["main"]
files = []

[package.source]
type = "git"
url = "$url"
reference = "main"
resolved_reference = "$commit"

[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
LOCK

check('Pipfile.lock', 1, $url, $commit, Pipfile => <<"TOML", 'Pipfile.lock' => <<"LOCK");
[packages]
lib = {git = "$url", ref = "main"}
TOML
{"_meta": {"pipfile-spec": 6, "requires": {}, "sources": []},
 "default": {"lib": {"git": "$url", "ref": "$commit"}}, "develop": {}}
LOCK

check('pylock.toml', 1, $url, $commit, 'pylock.toml' => <<"LOCK");
lock-version = "1.0"
created-by = "test"
[[packages]]
name = "lib"
version = "1.0"
[packages.vcs]
type = "git"
url = "$url"
requested-revision = "main"
commit-id = "$commit"
LOCK
done_testing();
