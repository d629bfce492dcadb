use strict;
use warnings;
use Test::More;

# The Perl side stays thin: the sequence has at most 15 lines, a command at most 120 lines of code.
sub code_lines {
    my ($file) = @_;
    open(my $handle, '<', $file) or die "$file: $!";
    my ($count, $pod) = (0, 0);
    while (my $line = <$handle>) {
        $pod = 1 if $line =~ /^=[a-z]/;
        $count++ if not $pod and $line !~ /^\s*(#.*)?$/;
        $pod = 0 if $line =~ /^=cut/;
    }
    return $count;
}

for my $command (
    glob('perl/manual perl/bin/* perl/lib/Debian/Debhelper/PythonVirtualenv.pm perl/lib/Debian/Debhelper/*/*.pm'))
{
    cmp_ok(code_lines($command), '<=', 120, "$command is short");
}
open(my $sequence, '<', 'perl/lib/Debian/Debhelper/Sequence/python_virtualenv.pm') or die $!;
my @lines = <$sequence>;
cmp_ok(scalar @lines, '<=', 15, 'the sequence has at most 15 lines');
done_testing();
