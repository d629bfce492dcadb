use strict;
use warnings;
use lib 'perl/t';
use File::Find qw(find);
use File::Temp qw(tempdir);
use JSON::PP   qw(decode_json);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel);

# How long the phases of each command took: a table at its end with -v, the same as JSON beside its result in any case,
# and a line that shows where it is on a terminal only.
local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, $_, "$_/__init__.py") foreach qw(one two);
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my %phases  = (
    dh_virtualenv           => [qw(create resolve build install compile check scan)],
    dh_virtualenv_finish    => [qw(compile relocate check scan)],
    dh_virtualenv_shlibdeps => [qw(scan relate)],
);
my @package   = ({app => 'any'}, 'requirements.txt' => "one\ntwo\n");
my $source    = source_package(@package);
my $generated = "$source/debian/.debhelper/generated/app";

sub run_command {
    my ($command, @options) = @_;
    my ($status, $out, $err) = run_in($source, $command, $command eq 'dh_virtualenv' ? @offline : (), @options);
    is($status, 0, "$command @options") or diag("$out$err");
    return $out;
}

my %counts;
foreach my $command (sort keys %phases) {
    my ($table) = run_command($command, '-v') =~ /^$command: phases\n((?:[ ][ ].*\n)+)/m;
    my @rows = ($table // '') =~ /^  (\w+) +\d+[.]\d\d s(?:  .*)?$/mg;
    is_deeply(\@rows, [@{$phases{$command}}, 'all'], "$command -v ends with a table") or diag($table);
    $counts{$command} = $table;
    my $report = decode_json(slurp("$generated/$command.phases.json"));
    is($report->{command}, $command, 'JSON says which command');
    is_deeply([map { $_->{phase} } @{$report->{phases}}], $phases{$command}, 'and has the same phases');
    my $sum = 0;
    $sum += $_->{seconds} foreach @{$report->{phases}};
    cmp_ok($sum, '<=', $report->{seconds} + 0.01, 'which take no longer than the whole');
    cmp_ok($sum, '>',  0,                         'but some time');
}
like($counts{dh_virtualenv},           qr/^  resolve .* 2 distributions$/m,     'what pip has decided on is counted');
like($counts{dh_virtualenv},           qr/^  install .* 2 wheels, \d+ files$/m, 'what is installed is counted');
like($counts{dh_virtualenv},           qr/^  compile .* 2 modules$/m,           'what is compiled is counted');
like($counts{dh_virtualenv_shlibdeps}, qr/^  scan .* 2 distributions, 0 objects$/m, 'what is read is counted');

my @shipped;
find(sub { push(@shipped, $File::Find::name) if /phases/ }, "$source/debian/app");
is("@shipped", '', 'no package has any of it');

unlike(run_command($_), qr/: phases|\r/, "$_ without -v says nothing of it") foreach sort keys %phases;

# A terminal of its own for the command; what it sees is in the file.
sub on_terminal {
    my ($term, $source, @command) = @_;
    local $ENV{TERM} = $term;
    my $seen = "$source/seen";
    my ($status, $out) = run_in($source, 'script', '-qec', "@command", $seen);
    is($status, 0, "@command on a terminal '$term'") or diag($out);
    return slurp($seen);
}
SKIP: {
    skip('this machine gives no pseudo terminal', 10) if (run_in($source, 'script', '-qec', 'true', '/dev/null'))[0];
    my $seen = on_terminal('xterm', source_package(@package), 'dh_virtualenv', @offline);
    like($seen, qr/\r\e\[Kresolve\r\e\[K/,                         'a terminal shows the phase');
    like($seen, qr/\r\e\[Kresolve: one\r\e\[Kresolve: two\r\e\[K/, 'and which distribution it is about');
    like($seen, qr/\r\e\[Kcompile\r\e\[K\s+Script done/,           'and nothing of it in the end');
    my $quick = 'dh_virtualenv_shlibdeps';
    like(on_terminal('xterm', $source, $quick), qr/\e\[Kscan/, 'another command does the same');
    unlike(on_terminal('dumb', $source, $quick), qr/\e/, 'a terminal that cannot do that shows none');
    {
        local $ENV{DH_QUIET} = 1;
        unlike(on_terminal('xterm', $source, $quick), qr/\e/, 'nor if nothing is to be said');
    }
}
done_testing();
