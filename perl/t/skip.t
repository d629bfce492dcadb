use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(run_in write_file);

# Where CI is set, a test that skips fails; one that has to be asked for does not.
my $directory = tempdir(CLEANUP => 1);
my %skips     = (
    'one'    => [q{SKIP: { skip('no gcc', 1); }},           1],
    'all'    => [q{plan(skip_all => 'no gcc');},            1],
    'unless' => [q{plan(skip_all => 'only if asked for');}, 0],
);
foreach my $name (sort keys %skips) {
    my ($code, $fails) = @{$skips{$name}};
    write_file("$directory/$name.t",
        "use lib 'perl/t';\nuse Test::More;\nuse TestPackage;\n$code\npass();\ndone_testing();\n");
    foreach my $ci (0, 1) {
        local $ENV{CI} = $ci;
        my ($status, $out, $err) = run_in('.', $^X, "$directory/$name.t");
        is($status == 0, !($ci && $fails), "skip $name, CI=$ci") or diag("$out$err");
        like($err, qr/nothing may be skipped where CI is set: no gcc/, 'and says why') if $ci and $fails;
    }
}
done_testing();
