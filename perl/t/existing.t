use strict;
use warnings;
use lib 'perl/t';
use File::Find qw(find);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(run_in slurp write_file make_wheel);

# The engine's relocate command with virtualenvs that other programs have made: venv always, virtualenv and uv if
# VIRTUALENV_MAKERS is a directory that has them. Each is moved twice, all its scripts are run at their final place, and
# nothing may name an older one.
my $makers = $ENV{VIRTUALENV_MAKERS};
my $python = $ENV{EXISTING_PYTHON} || '/usr/bin/python3';
my %make   = (
    'venv'        => [$python, '-m', 'venv', '--without-pip'],
    'venv copies' => [$python, '-m', 'venv', '--without-pip', '--copies'],
);
if ($makers) {
    $make{'virtualenv'}          = ["$makers/virtualenv", '-q',   '--no-download', "--python=$python", '--without-pip'];
    $make{'virtualenv with pip'} = ["$makers/virtualenv", '-q',   "--python=$python"];
    $make{'uv'}                  = ["$makers/uv",         'venv', '-q', '--no-config', "--python=$python"];
}
my $modules = tempdir(CLEANUP => 1);
write_file("$modules/app.py",
    "from __future__ import annotations\nimport sys\ndef main():\n    print(sys.prefix, *sys.argv[1:])\n");
write_file("$modules/app-1.0.dist-info/entry_points.txt", "[console_scripts]\napp = app:main\n");
write_file("$modules/app-1.0.data/scripts/tool",
    "#!python\n'''Documented.'''\nfrom __future__ import annotations\nimport sys\nprint(sys.prefix, __doc__)\n");
write_file("$modules/app-1.0.data/scripts/shell",              "#!/bin/sh\ncat <<END\n#!/usr/bin/env python3\nEND\n");
write_file("$modules/app-1.0.data/data/share/app/caf\xc3\xa9", "\xff\xfe\n");
my $wheels = tempdir(CLEANUP => 1);
make_wheel($wheels, 'app', $modules);

# Debian's pip may be too old for the interpreter, that of the makers too new.
my ($pip) = grep { system("$python '$_/pip' list >/dev/null 2>&1") == 0 }
  map { glob($_) } '/usr/share/python-wheels/pip-*.whl', $makers ? "$makers/../lib/python3*/site-packages" : ();

sub names {
    my ($tree, @old) = @_;
    my @found;
    find(
        {
            no_chdir => 1,
            wanted   => sub {
                my $text = -l $_ ? readlink($_) : -f $_ ? slurp($_) : '';
                push(@found, $_) if grep { index($text, $_) >= 0 } @old;
            }
        },
        $tree
    );
    return @found;
}

sub relocate {
    my (@arguments) = @_;
    return run_in('.', 'java', '-jar', $ENV{DH_VIRTUALENV_ENGINE}, 'relocate', @arguments);
}

foreach my $maker (sort keys %make) {
    my @command = @{$make{$maker}};
    my $top     = tempdir(CLEANUP => 1);
    my ($old, $first, $second) = ("$top/old one", "$top/first", "$top/" . 'second' x 3);
    my ($status, $out, $err)   = run_in('.', @command, $old);
    is($status, 0, "@command") or diag("$out$err");
    ($status, $out, $err) =
      run_in('.', "$old/bin/python3", "$pip/pip", 'install', '-q', '--no-index', "--find-links=$wheels", 'app');
    is($status, 0, "$maker: something is installed") or diag("$out$err");

    # as Python 3.14 does
    is(system('cp', "$old/bin/python3", "$old/bin/\xf0\x9d\x9c\x8bthon"), 0, 'a copy with a name that is not ASCII')
      if $maker eq 'venv copies';
    chmod(0755, "$old/bin/tool", "$old/bin/shell");        # the wheel above has no modes
    write_file("$old/share/app/caf\xe9", "\xff\xfe\n");    # a name that is not UTF-8
    foreach my $step ([$old, $first], [$first, $second]) {
        my ($from, $to) = @{$step};
        ($status, $out, $err) = relocate($from, $to);
        is($status, 0, "$maker: relocated") or diag("$out$err");
        my %before = map { $_ => slurp($_) } grep { -f } glob("'$from'/bin/*");
        ($status, $out, $err) = relocate($from, $to);
        is($status, 0, "$maker: once more") or diag("$out$err");
        is_deeply({map { $_ => slurp($_) } grep { -f } glob("'$from'/bin/*")},
            \%before, "$maker: which changes nothing");
        rename($from, $to) or die "$to: $!";
        is_deeply([names($to, $from, $old)], [], "$maker: no file names an older place");

        foreach my $script (glob("$to/bin/*")) {
            next if not -x $script or -l $script or $script =~ m{/(?:activate\S*|shell|pip\S*)$};
            next if slurp($script)                          =~ /^\x7fELF/;    # an interpreter, whatever its name is
            ($status, $out, $err) = run_in('/', $script, 'x');
            like($out, qr{\A\Q$to\E }, "$maker: $script runs") or diag($err);
        }
        ($status, $out, $err) = run_in('/', "$to/bin/tool");
        is($out, "$to Documented.\n", "$maker: with its docstring");
        ($status, $out, $err) = run_in('/', 'sh', '-c', ". '$to/bin/activate' && command -v app && app y");
        is($out, "$to/bin/app\n$to y\n", "$maker: activate works") or diag($err);
        is(
            slurp("$to/bin/shell"),
            "#!/bin/sh\ncat <<END\n#!/usr/bin/env python3\nEND\n",
            "$maker: a here-document stays"
        );
        ($status, $out, $err) = run_in('/', "$to/bin/python3", "$pip/pip", 'check');
        is($status, 0, "$maker: pip check") or diag("$out$err");
        is(slurp("$to/share/app/$_"), "\xff\xfe\n", "$maker: an odd file stays") foreach "caf\xe9", "caf\xc3\xa9";
    }
}

my $empty = tempdir(CLEANUP => 1);
my ($status, $out, $err) = relocate($empty, '/opt/x');
is($status, 3, 'a directory that is no virtualenv');
like($err, qr/no pyvenv\.cfg\n.*hint: /, 'is refused with a hint');
done_testing();
