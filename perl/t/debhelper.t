use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp);

# debhelper's own options, with an engine that writes down how it was called and reports success.
my $bin = tempdir(CLEANUP => 1);
write_file("$bin/java", <<'PERL');
#!/usr/bin/perl
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path     qw(make_path);

sub note {
    my ($name, $line) = @_;
    open(my $file, '>>', "$ENV{CALLS}$name") or die $!;
    print {$file} "$line\n";
    close($file);
    return;
}
note('.argv', "@ARGV");
local $/ = "\0";
chomp(my @request = <STDIN>);
note('', "@request");
note('.env', join(q{ }, map { "$_=" . ($ENV{$_} // '') } qw(DH_VERBOSE PIP_INDEX_URL PIP_EXTRA_INDEX_URL)));
shift(@request) while $request[0] ne '--';
my (undef, $package, undef, undef, $result) = @request;
make_path(dirname($result));
open(my $file, '>', $result) or die $!;
print {$file} "Cache-Tag: cpython-399\nDepends: python3.99\nVirtualenv: /usr/share/python/$package\n";
close($file);
PERL
chmod(0755, "$bin/java") or die $!;
$ENV{PATH} = "$bin:$ENV{PATH}";

sub calls {
    my ($packages, @command) = @_;
    my $source = source_package($packages);
    local $ENV{CALLS} = "$source/calls";
    my ($status, $out, $err) = run_in($source, @command);
    is($status, 0, "@command") or diag($err);
    my @acted = slurp("$source/calls") =~ / -- (\S+)/g;
    return ("@acted", $source, $out);
}

my %two = ('app' => 'any', 'app-doc' => 'all');
is((calls(\%two, 'dh_virtualenv'))[0],                    'app app-doc', 'all packages by default');
is((calls(\%two, 'dh_virtualenv', '-papp'))[0],           'app',         '-p');
is((calls(\%two, 'dh_virtualenv', '-Napp-doc'))[0],       'app',         '-N');
is((calls(\%two, 'dh_virtualenv', '-a'))[0],              'app',         '-a');
is((calls(\%two, 'dh_virtualenv', '-i'))[0],              'app-doc',     '-i');
is((calls({'python3-app' => 'all'}, 'dh_virtualenv'))[0], 'python3-app', 'a package called python3-*');
is((calls(\%two, 'dh_virtualenv', '--no-act'))[0],        '',            '--no-act');
{
    local $ENV{DH_NO_ACT} = 1;
    is((calls(\%two, 'dh_virtualenv'))[0], '', 'DH_NO_ACT');
}
{
    local $ENV{DH_OPTIONS} = '-papp-doc';
    is((calls(\%two, 'dh_virtualenv'))[0], 'app-doc', 'DH_OPTIONS');
}

my (undef, $source) = calls(
    {app => 'any'}, 'dh_virtualenv', '-O--python=/x', '-O--buildsystem=none',
    '-a',           '--extras',      'a',             '--skip-install',
    '-Dsub'
);
like(
    slurp("$source/calls"),
    qr{^build --extras=a --sourcedirectory=sub --skip-install --python=/x --install-root=/usr/share/python },
    '-O passes known options on, drops others, and -a eats nothing'
);

(undef, $source, my $out) = calls(
    {app => 'any'},
    'dh_virtualenv',     '-v',                 '--index-url=https://u:pass@h/s',
    '--extra-index-url', 'https://a:pass@h/1', '--extra-index-url=https://b:pass@h/2'
);
like(
    slurp("$source/calls"),
    qr{ --index-url=https://u:pass\@h/s --extra-index-url=https://a:pass\@h/1 --extra-index-url=https://b:pass\@h/2 },
    'indexes reach the engine'
);
unlike(slurp("$source/calls.argv") . slurp("$source/calls.env"),
    qr/pass/, 'but neither by its command line nor by its environment');
unlike($out, qr/pass/, 'and -v shows no password');
like($out, qr{^\tjava .* build --index-url=https://\S*\*\@h/s }m, 'in the command that it shows');
(undef, $source) = calls({app => 'any'}, 'dh_virtualenv');
like(slurp("$source/calls.env"), qr/DH_VERBOSE= /, 'quiet by default');
is(slurp("$source/debian/app.substvars"), "misc:Depends=python3.99\n", 'dependency on the interpreter');
like(slurp("$source/debian/app.prerm.debhelper"),
    qr{^dh_venv_install_dir=./usr/share/python/app.\n(?:.*\n)+.*/__pycache__/\*\.pyc.*\*\.cpython-399\.pyc}m, 'prerm');

(undef, $source, $out) = calls({app => 'any'}, 'dh_virtualenv', '-v');
like($out,                       qr/^\tjava .* build .*-- app any/m, '-v shows the command');
like(slurp("$source/calls.env"), qr/DH_VERBOSE=1/,                   '-v reaches the engine');
(undef, $source) = calls({app => 'any'}, 'dh_virtualenv', '-n');
ok(!-e "$source/debian/app.prerm.debhelper", '-n adds no maintainer script');

my ($status, undef, $err) = run_in(source_package({app => 'any'}), 'dh_virtualenv', '--no-such-option');
isnt($status, 0, 'an unknown option fails');
like($err, qr/Unknown option: no-such-option/, 'and is named');
($status, undef, $err) = run_in(source_package({app => 'any'}), 'dh_virtualenv', 'stray');
isnt($status, 0, 'a stray argument fails');
like($err, qr/unexpected argument 'stray'/, 'and is named');
write_file("$bin/java", "#!/bin/sh\nkill -9 \$\$\n");
($status, undef, $err) = run_in(source_package({app => 'any'}), 'dh_virtualenv');
is($status, 128 + 9, 'an engine that is killed: its status is that of a shell');
like(
    $err,
    qr/^dh_virtualenv: error: the engine was ended by signal 9\ndh_virtualenv: hint: /m,
    'and the signal is named'
);
is((calls(\%two, 'dh_virtualenv_shlibdeps'))[0], '', 'nothing to do for packages without a virtualenv');
done_testing();
