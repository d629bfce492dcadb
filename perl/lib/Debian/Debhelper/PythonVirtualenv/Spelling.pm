package Debian::Debhelper::PythonVirtualenv::Spelling;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Spelling - what an unknown word may have been meant to be

=cut

use strict;
use warnings;
use Exporter   qw(import);
use List::Util qw(min);

our @EXPORT_OK = qw(closest);

=head1 FUNCTIONS

=over 4

=item closest($word, @names)

Returns the names that the word begins, or one of those that are the fewest edits away from it if that
is near.

=back

=cut

sub closest {
    my ($word, @names) = @_;
    my @longer = grep { index($_, $word) == 0 } @names;
    return @longer if @longer or length($word) == 1;
    my %edits   = map { $_ => edits($word, $_) } @names;
    my $fewest  = min(values %edits);
    my ($found) = sort grep { $edits{$_} == $fewest } @names;
    return $fewest <= 1 + length($word) / 3 ? $found : ();
}

# Returns the number of letters to insert, delete or replace (Levenshtein).
sub edits {
    my ($from, $to) = @_;
    my @row = (0 .. length $to);
    foreach my $i (1 .. length $from) {
        my @next = ($i);
        foreach my $j (1 .. length $to) {
            my $replaced = $row[$j - 1] + (substr($from, $i - 1, 1) ne substr($to, $j - 1, 1));
            push(@next, min($row[$j] + 1, $next[$j - 1] + 1, $replaced));
        }
        @row = @next;
    }
    return $row[-1];
}

1;
