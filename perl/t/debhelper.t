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

my %two = ('app' => 'any', 'srv' => 'any', 'app-doc' => 'all', 'app-common' => 'all');
is((calls(\%two, 'dh_virtualenv'))[0], 'app srv', 'no package that is Architecture: all beside others');
is((calls({app => 'all', srv => 'all'}, 'dh_virtualenv'))[0], 'app srv', 'all of them if all are');
is((calls(\%two, 'dh_virtualenv', '-a'))[0],                  'app srv', '-a');
is((calls(\%two, 'dh_virtualenv', '-i'))[0], '', 'dh binary-indep gives -i, which asks for nothing in particular');
is((calls({app => 'all', srv => 'all'}, 'dh_virtualenv', '-i'))[0], 'app srv', 'but chooses');
is((calls(\%two, 'dh_virtualenv', $_))[0],                          'app-doc', "$_ asks")
  foreach '-papp-doc', '-vpapp-doc', '--package=app-doc', '-O-papp-doc';
is((calls(\%two, 'dh_virtualenv', '-papp-doc', '-papp'))[0], 'app-doc app', '-p twice');
{
    local $ENV{DEB_BUILD_PROFILES} = 'nodoc';
    my $source = source_package({'app' => "any\nBuild-Profiles: <!nodoc>", 'srv' => 'any'});
    local $ENV{CALLS} = "$source/calls";
    my ($status, undef, $err) = run_in($source, 'dh_virtualenv');
    is(join(q{ }, slurp("$source/calls") =~ / -- (\S+)/g), 'srv', 'build profiles') or diag($err);
    ($status) = run_in($source, 'dh_virtualenv', '-papp');
    is($status, 0, 'a package that the profile leaves out is left out');
}
is((calls(\%two, 'dh_virtualenv', '-papp'))[0],           'app',         '-p');
is((calls(\%two, 'dh_virtualenv', '-Napp'))[0],           'srv',         '-N');
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

{
    local $ENV{DEB_BUILD_OPTIONS} = 'parallel=3 terse';
    (undef, $source) = calls({app => 'any'}, 'dh_virtualenv');
    like(slurp("$source/calls.argv"), qr/-XX:ActiveProcessorCount=3 /, 'parallel=3');
}
(undef, $source) = calls({app => 'any'}, 'dh_virtualenv');
unlike(slurp("$source/calls.argv"), qr/ActiveProcessorCount/, 'all processors without parallel');

# debian/PACKAGE.virtualenv says which packages and how.
sub requests {
    my ($files, @command) = @_;
    my $source = source_package({app => 'any', srv => 'any', doc => 'all'}, %{$files});
    chmod(0755, grep { slurp($_) =~ /^#!/ } glob("$source/debian/*.virtualenv"));
    local $ENV{CALLS} = "$source/calls";
    my ($status, undef, $err) = run_in($source, @command);
    my $calls    = slurp("$source/calls") =~ s/ --other-package=\S+//gr;
    my %requests = $calls                 =~ m{^build (.*?) ?--install-root=\S+ --strip-program=\S+ -- (\S+)}mg;
    return (\%requests, $status, $err, $source);
}
my $file = <<'EOT';
# the server

python=/usr/bin/python3.11
  extras = a,b
preinstall=first
preinstall=second word
skip-install
recommends=psycopg2
dlopen=depends
allow-build-path=share/*
EOT
my ($requests, $got, $error, $there) = requests({'debian/srv.virtualenv' => $file}, 'dh_virtualenv');
my $options = '--preinstall=first --preinstall=second word --extras=a,b --skip-install --python=/usr/bin/python3.11 '
  . '--allow-build-path=share/*';
is_deeply($requests, {$options => 'srv'}, 'a file gives options to its package, and others have none') or diag($error);
local $ENV{CALLS} = "$there/calls";
run_in($there, $_) foreach 'dh_virtualenv_finish', 'dh_virtualenv_shlibdeps';
like(slurp("$there/calls"), qr{^finish --allow-build-path=share/\* .* -- srv }m, 'dh_virtualenv_finish has its part');
like(
    slurp("$there/calls"),
    qr{^shlibdeps --recommends=psycopg2 --dlopen=depends .*-- srv }m,
    'dh_virtualenv_shlibdeps, too'
);
my @more = ('--python=x', '--preinstall=third', '--requirements=r');
($requests) = requests({'debian/srv.virtualenv' => $file, 'debian/doc.virtualenv' => ''}, 'dh_virtualenv', @more);
is_deeply(
    $requests,
    {
        $options =~ s{^}{--requirements=r }r =~ s{(?<=second word)}{ --preinstall=third}r =~
          s{/usr/bin/python3.11}{x}r => 'srv',
        '--requirements=r --preinstall=third --python=x' => 'doc'
    },
    'the command line adds to it or comes before it, and an empty file is one'
);
($requests) = requests({'debian/srv.virtualenv' => 'with-pip'}, 'dh_virtualenv', '-papp');
is_deeply($requests, {'' => 'app'}, '-p asks for a package without a file');
($requests, $got, $error) =
  requests({'debian/srv.virtualenv' => "#!/bin/sh\necho python=\$DH_CONFIG_ACT_ON_PACKAGES\n"},
    'dh_virtualenv', '-psrv');
is_deeply($requests, {'--python=srv' => 'srv'}, 'an executable file is run') or diag($error);
($requests) = requests({'debian/srv.virtualenv' => 'python=/${DEB_HOST_MULTIARCH}/p'}, 'dh_virtualenv');
like((keys %{$requests})[0], qr{^--python=/\w+-\S+/p$}, 'substitutions');
my %wrong = (
    'reqirements=x'  => q{'reqirements=x' in debian/srv.virtualenv is none .*hint: did you mean requirements\?},
    '--python=x'     => q{'--python=x' in debian/srv.virtualenv is none .*hint: did you mean python\?},
    'install-root=/' => 'is none of our options',
    'setuptools'     => 'is none of our options',
    'python'         => q{'python' in debian/srv.virtualenv has no value.*hint: write python=EXE},
    'skip-install=x' => q{'skip-install' in debian/srv.virtualenv takes no value},
);

foreach my $line (sort keys %wrong) {
    ($requests, $got, $error) = requests({'debian/srv.virtualenv' => "$line\n"}, 'dh_virtualenv');
    is($got, 3, "'$line' is wrong");
    like($error, qr/$wrong{$line}/s, 'and it is said why');
    is_deeply($requests, {}, 'nothing is built');
}
delete $ENV{CALLS};

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
