use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use Test::More;
use TestPackage                                  qw(run_in slurp source_package);
use Debian::Debhelper::PythonVirtualenv::Options qw(options_of obeyed);

# The engine's --help and the manual pages name the options of the table, those of our commands only being hidden.
my %commands = (
    build     => 'dh_virtualenv',
    finish    => 'dh_virtualenv_finish',
    shlibdeps => 'dh_virtualenv_shlibdeps',
    vendor    => 'dh_virtualenv_vendor',
    relocate  => 'relocate'
);
foreach my $command (sort keys %commands) {
    my ($status, $help, $err) = run_in('.', 'java', '-jar', $ENV{DH_VIRTUALENV_ENGINE}, $command, '--help');
    is($status, 0, "$command --help succeeds") or diag($err);
    my @shown = grep { obeyed($_) and not $_->{Internal} } options_of($commands{$command});
    cmp_ok(scalar @shown, '>', 0, "$command has options");
    my %theirs = map { $_ => 1 } $help =~ /^ +(?:-\w, )?--([a-z-]+)/mg;
    delete $theirs{help};
    is_deeply([sort keys %theirs], [sort map { $_->{Option} } @shown], "$command has the options of the table");
    my %short = $help =~ /^ +-(\w), --([a-z-]+)/mg;
    delete $short{h};
    is_deeply(\%short, {map { $_->{Short} ? ($_->{Short} => $_->{Option}) : () } @shown}, "$command: short options");
    next if not -e "perl/bin/$commands{$command}";
    (my $got, my $page, $err) = run_in('.', 'perl/manual', "perl/bin/$commands{$command}");
    is($got, 0, "$commands{$command}(1)") or diag($err);
    like($page, qr/^=item .*B<--\Q$_->{Option}\E>/m, "$commands{$command}(1) has --$_->{Option}") foreach @shown;
    unlike($page, qr/B<--strip-program>|lists them/, "$commands{$command}(1) has nothing else");
}

# Each paragraph is complete, so that nothing is left out of any of them.
my %fields = map { $_ => 1 } slurp('perl/lib/Debian/Debhelper/PythonVirtualenv/options') =~ /^# ([A-Z][A-Za-z-]+) /mg;
my @all    = map { options_of($_) } values %commands;
foreach my $option (@all) {
    is_deeply([grep { not $fields{$_} } keys %{$option}], [], "--$option->{Option} has known fields");
    ok($option->{Help}, "--$option->{Option} has a line of help");
}

# A value is taken as it is, whatever it looks like: pip is given it as the value of its --no-binary.
my @forms = (
    '--extra-index-url=https://pypi.example.com/simple',
    '--python', '-S', '--help', '--', '-h', '--skip-install', '-D', '@file', '-', '--extras=x', 'a b', '--no-such=1'
);
foreach my $i (0 .. $#forms) {
    my $form   = $forms[$i];
    my @given  = $i % 2 ? "--extra-pip-arg=$form" : ('--extra-pip-arg', $form);
    my $source = source_package({app => 'all'}, 'requirements.txt' => '');
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', '-v', '--extra-pip-arg=--no-binary', @given);
    my ($pip) = $out =~ /^.*__pip-runner__\.py install (.*)$/m;
    like($pip // '', qr/ ['"]?--no-binary=\Q$form\E['"]?(?= |$)/, "@given") or diag("$out$err");
    isnt($status, 2, "$form is no option of ours");
}
done_testing();
