use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Bad input gets one line that says what is wrong, one that says what to do, and leaves no virtualenv.
my $staged = 'debian/app/usr/share/python/app';

sub refused {
    my ($name, $source, $status, $error, $hint, @arguments) = @_;
    my ($got, $out, $err) = run_in($source, 'dh_virtualenv', @arguments);
    is($got, $status, "$name: status $status") or diag("$out$err");
    like($err, qr/^dh_virtualenv: error: .*$error/ms, "$name: what");
    like($err, qr/^dh_virtualenv: hint: .*$hint/m,    "$name: hint");
    ok(!-e "$source/$staged", "$name: no virtualenv is left");
    unlike("$out$err", qr/\tat org\./, "$name: no stack trace");
    return "$out$err";
}

my $any = {app => 'any'};
refused('nothing to install', source_package($any), 3, 'nothing to install: .*no Python project', 'sourcedirectory');
refused(
    'tool settings only',
    source_package($any, 'pyproject.toml' => "[tool.black]\nline-length = 100\n"),
    3, 'nothing to install',
    'pyproject.toml'
);
refused(
    'requirements file',
    source_package($any), 3, "req/missing.txt' does not exist",
    '--requirements',     '--requirements=req/missing.txt'
);
refused('source directory', source_package($any), 3, "nowhere' does not exist", '--sourcedirectory', '-Dnowhere');
refused(
    'extras without project',
    source_package($any, 'requirements.txt' => ''),
    3,
    '--extras needs a project',
    'drop --extras', '--extras=x'
);
refused(
    'install suffix',
    source_package($any, 'requirements.txt' => ''),
    2,
    "'../x' does not stay below",
    'relative path',
    '--install-suffix=../x'
);

my %place = (
    '/usr'          => '--install-suffix=lib',
    '/usr/share'    => '--install-suffix=python',
    '/opt/my venvs' => '--install-suffix=x',
    q{/opt/a'b}     => '--install-suffix=x',
    '/opt/a:b'      => '--install-suffix=x',
    '/opt/$HOME'    => '--install-suffix=x',
    "/opt/a\nb"     => '--install-suffix=x',
    '/opt'          => '--install-suffix=x;y',
);

foreach my $root (sort keys %place) {
    local $ENV{DH_VIRTUALENV_INSTALL_ROOT} = $root;
    refused(
        "$root $place{$root}",
        source_package($any, 'requirements.txt' => ''),
        2,
        'for a virtualenv: ',
        'DH_VIRTUALENV_INSTALL_ROOT|letters and digits',
        $place{$root}
    );
}
refused(
    'interpreter',   source_package($any, 'requirements.txt' => ''),
    5,               "'python9.9' not found",
    'Build-Depends', '--python=python9.9'
);
refused(
    'no interpreter at all',
    source_package($any, 'requirements.txt' => ''),
    4,          'does not answer like a Python',
    '--python', '--python=/bin/false'
);

# Real pip against an empty index, with a password that nobody may see.
my $index = tempdir(CLEANUP => 1);
make_path("$index/simple");
my $output = refused(
    'requirement that does not exist',
    source_package($any, 'requirements.txt' => "no-such-distribution==1.0\n"),
    4,
    'could not install the requirements of requirements.txt \(status 1\): .*pip-runner.* install',
    "check the name and version of 'no-such-distribution==1.0'",
    "--index-url=file://$index/simple"
);
like($output, qr/\n  \| ERROR: No matching distribution found/, q{pip's own last lines});
{
    local $ENV{PIP_RETRIES} = 1;
    local $ENV{DH_VERBOSE}  = 1;
    $output = refused(
        'index out of reach',
        source_package($any, 'requirements.txt' => "click\n"),
        4,
        'could not install',
        'refuses the connection',
        '--index-url=http://user:s3cret@127.0.0.1:9/simple'
    );
    unlike($output, qr/s3cret/, 'the password is nowhere in the output');
}

# Machine code: compiled here, wrapped into wheels, installed by real pip.
my $code = tempdir(CLEANUP => 1);
write_file("$code/lib.c", "int answer(void) { return 42; }\n");
write_file("$code/ext.c",
    "#include <stdio.h>\nint answer(void);\nint question(void) { puts(\"?\"); return answer(); }\n");
make_path("$code/tree/ext", "$code/wheels");
system( "cd $code && gcc -shared -fPIC -Wl,-soname,libnowhere.so.7 -o libnowhere.so.7 lib.c"
      . ' && gcc -shared -fPIC -o tree/ext/_ext.so ext.c ./libnowhere.so.7') == 0
  or die 'no compiler';
write_file("$code/tree/ext/__init__.py", '');
make_wheel("$code/wheels", 'ext', "$code/tree");
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$code/wheels");
refused(
    'machine code in Architecture: all',
    source_package({app => 'all'}, 'requirements.txt' => "ext\n"),
    3,
    "'/usr/share/python/app/lib/python3[.0-9]*/site-packages/ext/_ext.so' is machine code",
    'Architecture: any', @offline
);

my $source = source_package($any, 'requirements.txt' => "ext\n");
my ($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline);
is($status, 0, 'Architecture: any takes machine code') or diag($err);
($status, $out, $err) = run_in($source, 'dh_virtualenv_shlibdeps');
is($status, 3, 'a library that is nowhere: status 3');
like(
    $err,
    qr{^dh_virtualenv_shlibdeps: error: ext 1.0 needs .*\n  library 'libnowhere.so.7', for '/\S+/ext/_ext.so'$}m,
    'file, distribution and library are named'
);
like($err, qr/^dh_virtualenv_shlibdeps: hint: .*Build-Depends.*--ignore-library=libnowhere.so.7/m, 'hint');
($status, $out, $err) = run_in($source, 'dh_virtualenv_shlibdeps', '--ignore-library=libnowhere.so.7');
is($status, 0, 'an excused library is no failure') or diag($err);
like(slurp("$source/debian/app.substvars"), qr/^shlibs:Depends=libc6/m, 'and the others still count');

# A wheel that would fill the disk: 64 MiB of zeros in 64 KiB.
write_file("$code/zeros/zeros/data", "\0" x (64 << 20));
make_wheel("$code/wheels", 'zeros', "$code/zeros");
refused(
    'a large wheel',
    source_package({app => 'all'}, 'requirements.txt' => "zeros\n"),
    3, 'the wheels are larger than 63M when they are unpacked',
    '--max-unpacked', '--max-unpacked=63M', @offline
);
refused(
    'a size that is none',
    source_package({app => 'all'}, 'requirements.txt' => ''),
    2,    q{'8 GB' is not a size},
    '8G', '--max-unpacked=8 GB'
);

# A failure after a success takes the virtualenv away; the next run starts afresh and succeeds.
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline, '--preinstall=no-such-distribution');
is($status, 4, 'a second call may fail');
ok(!-e "$source/$staged", 'and leaves no virtualenv');
($status, $out, $err) = run_in($source, 'dh_virtualenv', @offline);
is($status, 0, 'the third call makes it again') or diag($err);
($status, $out, $err) = run_in("$source", "$source/$staged/bin/python3", '-c', 'import ext');
is($status, 0, 'the staged virtualenv works in place') or diag($err);

# No Java: Perl says so itself.
my $bin = tempdir(CLEANUP => 1);
for my $name (qw(dpkg dpkg-architecture gcc dpkg-parsechangelog perl sh)) {
    my ($path) = grep { -x } map { "$_/$name" } qw(/usr/bin /bin);
    symlink($path, "$bin/$name");
}
{
    local $ENV{PATH} = $bin;
    my $command = "$ENV{DH_DATAFILES}/bin/dh_virtualenv";
    ($status, $out, $err) = run_in(source_package($any, 'requirements.txt' => ''), '/usr/bin/perl', $command);
}
is($status, 5, 'no Java: status 5');
like(
    $err,
    qr/error: no Java runtime found.*\n.*hint: install default-jre-headless/,
    'no Java: says which package to install'
);
done_testing();
