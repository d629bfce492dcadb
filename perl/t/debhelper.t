use strict;
use warnings;
use lib 'perl/t';
use Test::More;
use TestPackage qw(source_package run_in write_file slurp recording_engine);

# debhelper's own options, with an engine that writes down how it was called and reports success.
my $bin = recording_engine();

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
like(slurp("$source/debian/app.preinst.debhelper"), qr{^\tdpkg-query -L 'app' \|}m, 'preinst');

(undef, $source, $out) = calls({app => 'any'}, 'dh_virtualenv', '-v');
like($out,                       qr/^\tjava .* build .*-- app any/m, '-v shows the command');
like(slurp("$source/calls.env"), qr/DH_VERBOSE=1/,                   '-v reaches the engine');
(undef, $source) = calls({app => 'any'}, 'dh_virtualenv', '-n');
ok(!glob("$source/debian/app.p*.debhelper"), '-n adds no maintainer script');

write_file("$bin/java", "#!/bin/sh\nkill -9 \$\$\n");
my ($status, undef, $err) = run_in(source_package({app => 'any'}), 'dh_virtualenv');
is($status, 128 + 9, 'an engine that is killed: its status is that of a shell');
like(
    $err,
    qr/^dh_virtualenv: error: the engine was ended by signal 9\ndh_virtualenv: hint: /m,
    'and the signal is named'
);

# A request longer than a pipe takes, to an engine that never reads it and to one that does.
my @long = map { "--extra-pip-arg=$_" . 'x' x 1000 } 1 .. 200;
write_file("$bin/java", "#!/bin/sh\nexit 4\n");
($status) = run_in(source_package({app => 'any'}), 'dh_virtualenv', @long);
is($status, 4, 'an engine that does not read its request: its status');
recording_engine();
(undef, $source) = calls({app => 'any'}, 'dh_virtualenv', @long);
is(() = slurp("$source/calls") =~ /--extra-pip-arg=\d+x{1000} /g, 200, 'a long request arrives whole');
is((calls(\%two, 'dh_virtualenv_shlibdeps'))[0], '', 'nothing to do for packages without a virtualenv');
done_testing();
