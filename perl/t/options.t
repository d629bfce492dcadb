use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use Test::More;
use TestPackage                         qw(run_in slurp);
use Debian::Debhelper::PythonVirtualenv qw(%BUILD_OPTIONS %SHLIBDEPS_OPTIONS);

# The tables of the Perl commands, the engine's --help and the manual pages name the same options.
sub ours {
    my ($table) = @_;
    return sort map { s/\|.*//r } keys %{$table};
}

my %tables =
  (build => [\%BUILD_OPTIONS, 'dh_virtualenv'], shlibdeps => [\%SHLIBDEPS_OPTIONS, 'dh_virtualenv_shlibdeps']);
foreach my $command (sort keys %tables) {
    my ($table, $page) = @{$tables{$command}};
    my ($status, $help, $err) = run_in('.', 'java', '-jar', $ENV{DH_VIRTUALENV_ENGINE}, $command, '--help');
    is($status, 0, "$command --help succeeds") or diag($err);
    my %theirs = map { $_ => 1 } $help =~ /^ +(?:-\w, )?--([a-z-]+)/mg;
    delete @theirs{qw(help version)};
    is_deeply([sort keys %theirs], [ours($table)], "$command has the options of the table");
    my %short = $help =~ /^ +-(\w), --([a-z-]+)/mg;
    delete @short{qw(h V)};
    my %shorts = map { /^([a-z-]+)\|(\w)$/ ? ($2 => $1) : () } keys %{$table};
    is_deeply(\%short, \%shorts, "$command has the short options of the table");
    my $pod = slurp("perl/bin/$page");
    like($pod, qr/B<--\Q$_\E>/, "$page documents --$_") foreach ours($table);
}
done_testing();
