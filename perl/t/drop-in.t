use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use Test::More;
use TestPackage                                  qw(source_package run_in write_file slurp recording_engine);
use Debian::Debhelper::PythonVirtualenv::Options qw(options_of obeyed);

# Command lines that were written for dh-virtualenv, and an engine that writes down what arrives.
recording_engine();

sub given {
    my ($compat, @command) = @_;
    my $source = source_package({app => 'any'}, compat => $compat);
    local $ENV{CALLS} = "$source/calls";
    my ($status, $out, $err) = run_in($source, @command);
    my ($request) = slurp("$source/calls") =~ /^build (.*) --install-root=/m;
    return ($request, $status, $err);
}

# All options of dh-virtualenv 1.3.1 that are not debhelper's own stand in the table, with what becomes of them.
my @theirs = qw(builtin-venv extra-index-url extra-pip-arg extra-virtualenv-arg extras index-url install-suffix
  no-test pip-tool preinstall pypi-url python requirements setuptools setuptools-test skip-install sourcedirectory
  upgrade-pip upgrade-pip-to use-system-packages);
my @options = grep { $_->{Compatibility} } options_of('dh_virtualenv');
is_deeply([sort map { $_->{Option} } @options], \@theirs, 'the options of dh-virtualenv');
my %short = map { $_->{Short} ? ($_->{Option} => $_->{Short}) : () } @options;
is_deeply(\%short, {setuptools => 's', sourcedirectory => 'D', 'use-system-packages' => 'S'}, 'their short names');

# The shortest abbreviations that optparse took there: of its options, all that debhelper and we have added aside.
my %abbreviation = (
    'builtin-venv'         => 'bu',
    'extra-index-url'      => 'extra-i',
    'extra-pip-arg'        => 'extra-p',
    'extra-virtualenv-arg' => 'extra-v',
    'pip-tool'             => 'pi',
    'upgrade-pip'          => 'upgrade-pip',
    'upgrade-pip-to'       => 'upgrade-pip-',
    'extras'               => 'extras',
    'index-url'            => 'index',
    'install-suffix'       => 'ins',
    'no-test'              => 'no-t',
    'preinstall'           => 'pr',
    'python'               => 'pyt',
    'requirements'         => 'req',
    'setuptools-test'      => 'setuptools-',
    'skip-install'         => 'sk',
    'sourcedirectory'      => 'sourcedir',
    'use-system-packages'  => 'use-s',
    'pypi-url'             => 'pyp',
    'setuptools'           => 'setuptools'
);

foreach my $option (@options) {
    my ($name, $value) = ($option->{Option}, $option->{Argument} ? 'a/b' : undef);
    my ($other) = $option->{Compatibility} =~ /^translated (\S+)/;
    my $wanted  = obeyed($option) || $other ? '--' . ($other // $name) . (defined $value ? "=$value" : q{}) : undef;
    my $suffix  = defined $value            ? "=$value"                                                     : q{};
    my @forms   = (["--$name$suffix"], ["-O--$name$suffix"], ["--$abbreviation{$name}$suffix"]);
    push(@forms, ["--$name", $value], ["--$abbreviation{$name}", $value])                         if defined $value;
    push(@forms, [map { "-$option->{Short}$_" } $value // q{}])                                   if $option->{Short};
    push(@forms, ["-v$option->{Short}", $value // ()], ["-O-$option->{Short}" . ($value // q{})]) if $option->{Short};

    foreach my $form (@forms) {
        my ($request, $status, $err) = given (13, 'dh_virtualenv', @{$form});
        is($status,  0,       "@{$form}") or diag($err);
        is($request, $wanted, '  arrives');
        my $warned = obeyed($option) ? qr/\A\z/ : qr/\Adh_virtualenv: warning: --$name is \w+: \Q$option->{Help}\E\n\z/;
        like($err, $warned, '  and only what is not needed gets a warning');
    }
    local $ENV{DH_OPTIONS} = "--$name$suffix";
    my ($request, $status, $err) = given (13, 'dh_virtualenv');
    is($request, $wanted, "DH_OPTIONS=$ENV{DH_OPTIONS}") or diag($err);
}

# Abbreviations as up to compat 12, where Getopt::Long knows them as well.
foreach my $name (sort keys %abbreviation) {
    my ($option) = grep { $_->{Option} eq $name } @options;
    my ($request, $status, $err) =
      given (10, 'dh_virtualenv', "--$abbreviation{$name}", $option->{Argument} ? 'x' : ());
    is($status, 0, "--$abbreviation{$name} in compat 10") or diag($err);
}

# dh passes on what it was given; what others understand does no harm. An override target sees it too.
my $rules =
    "#!/usr/bin/make -f\n%%:\n\tdh \$\@ --with python-virtualenv %s\n"
  . "override_dh_gencontrol override_dh_builddeb:\n%s";
my @through = (
    ['--python /usr/bin/python3.11 --setuptools --upgrade-what --builddirectory=build', '--python=/usr/bin/python3.11'],
    [
        '--python=/x --preinstall=a --preinstall b --extras a,b',
        '--preinstall=a --preinstall=b --extras=a,b --python=/x'
    ],
    ['--sourcedir=sub -S --requirements r.txt', '--requirements=r.txt --sourcedirectory=sub --use-system-packages'],
    [
        '--extra-pip-arg=--no-index --extra-pip-arg="--find-links x"',
        '--extra-pip-arg=--no-index --extra-pip-arg=--find-links x'
    ],
);
foreach my $case (@through) {
    my ($arguments, $wanted) = @{$case};
    my $override = "\noverride_dh_virtualenv:\n\tdh_virtualenv --install-suffix=there\n";
    foreach my $more ('', $override) {
        my $source = source_package({app => 'any'}, 'debian/rules' => sprintf($rules, $arguments, $more));
        chmod(0755, "$source/debian/rules") or die $!;
        local $ENV{CALLS} = "$source/calls";
        my ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
        my ($request) = slurp("$source/calls") =~ /^build (.*) --install-root=/m;
        is($request, $wanted . ($more && ' --install-suffix=there'), "dh \$\@ $arguments") or diag("$out$err");
        like($err, qr/warning: --setuptools is ignored: drop it/, 'its warning') if $arguments =~ /setuptools/;
        unlike("$out$err", qr/unknown option/i, 'unknown ones are for others');
    }
}

# What is no option: left-over arguments, "-i URL".
my ($request, $status, $err) =
  given (13, 'dh_virtualenv', '-i', 'https://u:pass@h/simple', '--python', '/x', 'left', '--', 'y');
is($request, '--python=/x', 'left-over arguments do no harm') or diag($err);
like($err, qr/warning: '$_' is ignored/, "but are named: $_") foreach qw(left y);
like(
    $err,
    qr{warning: '-i https://\*+\@h/simple' is ignored, .*--index-url=URL},
    '-i URL is not -i, and says what to do'
);
(undef, $status) = given (13, 'dh_virtualenv', '-i');
is($status, 0, '-i alone is that of debhelper');

# One meaning, given twice.
($request, $status, $err) = given (13, 'dh_virtualenv', '--pypi-url=https://u:pass@h/', '--index-url=https://h/');
is($status, 2, '--pypi-url and --index-url');
like($err, qr/error: --pypi-url and --index-url exclude each other\ndh_virtualenv: hint: keep --index-url\n/, 'both');

foreach my $command (qw(dh_virtualenv dh_virtualenv_finish dh_virtualenv_shlibdeps)) {
    my ($status, $out, $err) = run_in('/', $command, '--version');
    like("$status $out$err", qr/^0 $command \d+([.]\d+)+$/, "$command says its version");
}

# Only unknown options are errors, and the closest one is named.
my %hints = (
    '--reqirements=x' => 'did you mean --requirements\?',
    '--noscripst'     => 'did you mean --noscripts\?',
    '--exta-pip-arg'  => 'did you mean --extra-pip-arg\?',
    '--extra=x'       => 'did you mean --extras or --extra-index-url or --extra-pip-arg or --extra-virtualenv-arg\?',
    '--xyzzy'         => q{'man dh_virtualenv' lists},
    '-q'              => q{'man dh_virtualenv' lists},
);
foreach my $compat (10, 13) {
    foreach my $option (sort keys %hints) {
        ($request, $status, $err) = given ($compat, 'dh_virtualenv', $option);
        (my $name = $option) =~ s/=.*//;
        is($status, 2, "$option is unknown in compat $compat");
        like($err, qr/^dh_virtualenv: error: unknown option '\Q$name\E'\ndh_virtualenv: hint: $hints{$option}/, 'hint');
        is($request, undef, 'nothing is built');
    }
}
($request, $status, $err) = given (13, 'dh_virtualenv', '--foo', '--python');
is($status, 2, 'two mistakes');
like($err, qr/unknown option '--foo'\n.*\n.*error: option '--python' requires an argument\n.*hint:/, 'are two errors');
($request, $status, $err) = given (13, 'dh_virtualenv', '-pnone');
like($err, qr/\Adh_virtualenv: error: Requested unknown package none .*\n\z/,
    q{debhelper's own errors are as they are});
isnt($status, 0, 'and end the command');
{
    local $ENV{DH_OPTIONS} = '--nobody-knows';
    ($request, $status, $err) = given (13, 'dh_virtualenv', '--python=/x');
    is($request, '--python=/x', 'DH_OPTIONS may have what others understand');
    like($err, qr/warning: ignored unknown options in DH_OPTIONS/, 'debhelper says so');
}

# The manual page has the same list.
(undef, my $page) = run_in('.', 'perl/manual', 'perl/bin/dh_virtualenv');
my ($section) = $page =~ /^=head1 COMING FROM DH-VIRTUALENV\n(.*?)^=head1/ms;
like($section, qr/^=item .*B<--\Q$_->{Option}\E>/m, "'Coming from dh-virtualenv' has --$_->{Option}") foreach @options;
my ($own) = $page =~ /^=head1 OPTIONS\n(.*?)^=head1/ms;
unlike($own, qr/--(?:setuptools|pypi-url|no-test)\b/, 'and OPTIONS what is meant for new rules files');
done_testing();
