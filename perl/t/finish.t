use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP   qw(decode_json);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel);

# What debian/rules does between dh_virtualenv and the last step, in a virtualenv that is valid where it is made.
local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, $_, "$_/__init__.py") foreach qw(one two);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $source  = source_package({app => 'all'}, 'requirements.txt' => "one\n");
my $place   = '/usr/share/python/app';
my $staged  = "$source/debian/app$place";

sub ok_in {
    my ($name, @command) = @_;
    my ($status, $out, $err) = run_in($source, @command);
    is($status, 0, $name) or diag("$out$err");
    return $out;
}
ok_in('dh_virtualenv', 'dh_virtualenv', @offline);
my ($site) = glob("$staged/lib/python3*/site-packages");

# In place.
is(ok_in('a script runs in place', "$staged/bin/one"), "one $staged\n", 'and finds its virtualenv');
ok_in('pip as a program', "$staged/bin/pip", 'install', '-q', '--no-index', "--find-links=$wheels", 'two');
ok_in('pip as a module', "$staged/bin/python", '-m', 'pip', 'check');
is(ok_in('activate', 'sh', '-c', ". $staged/bin/activate && two"), "two $staged\n", 'its scripts are in PATH');
ok(-e "$site/pip/__init__.py", 'pip is really there');
write_file("$site/one/__init__.py", slurp("$site/one/__init__.py") . "PATCHED = True\n");
ok_in('byte code is deleted', 'find', "$site/two", '-name', '*.pyc', '-delete');
write_file("$staged/bin/own", "#!$staged/bin/python3\nimport one\nprint('own', one.PATCHED)\n");
chmod(0755, "$staged/bin/own") or die $!;
make_path("$source/debian/app/usr/share/python");
ok_in('a copy of it in the install root', 'cp', '-a', $staged, "$source/debian/app/usr/share/python/copy");
write_file("$staged/.gitignore",                                  "# Created by venv; see its documentation\n*\n");
write_file("$source/debian/app/usr/share/python/copy/.gitignore", "*.log\n");
ok_in('links of Policy 10.5', 'dh_link');

# The last step.
ok_in('dh_virtualenv_finish', 'dh_virtualenv_finish');
ok(!-e "$site/pip" && !glob("$site/pip-*") && !-e "$staged/bin/pip", 'the pip that was lent is gone');
ok(-e "$site/two/__init__.py",                                       'what it has installed stays');
ok(!-e "$staged/.gitignore", 'what tells git to ignore the virtualenv, as Python 3.13 does, is gone');
ok(-e "$source/debian/app/usr/share/python/copy/.gitignore", 'one that says something else stays');
foreach my $name (qw(one two own)) {
    like(slurp("$staged/bin/$name"), qr{^#!\Q$place\E/bin/python3\n}, "$name has its final interpreter");
}
like(
    slurp("$source/debian/app/usr/share/python/copy/bin/one"),
    qr{^#!/usr/share/python/copy/bin/python3\n},
    'the copy has its own'
);
like(slurp("$staged/bin/activate"), qr{\Q$place\E}, 'activate knows its place');
is(qx(grep -rlF $source $source/debian/app),                        '', 'no file names the build directory');
is(scalar(() = glob("$site/{one,two}/__pycache__/__init__.*.pyc")), 2,  'modules have byte code');
my $audit = <<'PYTHON';
import base64, hashlib, importlib.metadata, sys
sys.path.insert(0, sys.argv[1])
for distribution in importlib.metadata.distributions(path=[sys.argv[1]]):
    for file in distribution.files:
        content = file.locate().read_bytes()
        if file.hash:
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            if digest != file.hash.value:
                print("differs", file)
import one
print(one.PATCHED)
PYTHON
is(ok_in('RECORD', '/usr/bin/python3', '-c', $audit, $site), "True\n", 'is true, byte code is fresh');
my $state = decode_json(slurp("$source/debian/.debhelper/generated/app/dh_virtualenv.json"));
is_deeply(
    [map { "$_->{virtualenv} $_->{finished}" } @{$state}],
    ["$place 1", '/usr/share/python/copy 1'],
    'both are known as finished'
);
my ($one) = grep { $_->{name} eq 'one' } @{$state->[0]{distributions}};
is($one->{'built-here'}, JSON::PP::false, 'where a wheel came from is known');
is_deeply([grep { $_->{name} eq 'pip' } @{$state->[0]{distributions}}], [], 'and pip is not among them');
is(slurp("$source/debian/app.substvars") =~ /^misc:Depends=(python3\.\d+)$/m, 1, 'one dependency on the interpreter');
is(scalar(() = slurp("$source/debian/app.prerm.debhelper") =~ /^dh_venv_install_dir=/mg), 2, 'prerm knows both');

# Nothing is done twice, and nothing is undone.
my $before = qx(cd $source/debian/app && find . -type f | sort | xargs sha256sum);
ok_in('dh_virtualenv_finish again', 'dh_virtualenv_finish');
is(qx(cd $source/debian/app && find . -type f | sort | xargs sha256sum), $before, 'a second run changes nothing');

# What would be wrong on the target fails there.
write_file("$staged/share/data.bin", "\0$source/x\0");
my ($status, $out, $err) = run_in($source, 'dh_virtualenv_finish');
is($status, 3, 'a trace of the build fails the last step');
like($err, qr{error: the build path is left in 'share/data\.bin' of \Q$place\E \(binary\)}, 'and is named');
done_testing();
