#!/usr/bin/perl
# Every fact of the knowledge file is tried by test-packages/knowledge, or it says why not; what
# test-packages/stock reads is in order.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;

my $top = dirname(__FILE__) . '/../..';

sub paragraphs {
    my ($file) = @_;
    open(my $in, '<', $file) or die "$file: $!";
    my $text = do { local $/ = undef; <$in> };
    close($in) or die "$file: $!";
    $text =~ s/^#.*\n//mg;
    my @paragraphs;
    foreach my $block (split(/\n\s*\n/, $text)) {
        my %fields = $block =~ /^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)/mg;
        push(@paragraphs, \%fields) if %fields;
    }
    return @paragraphs;
}

# Whether the words, globs of the probes, have the thing.
sub among {
    my ($thing, $globs) = @_;
    foreach my $glob (split(q{ }, $globs // q{*})) {
        my $pattern = join(q{.*}, map { quotemeta } split(/\*/, $glob, -1));
        return 1 if $thing eq $glob or $thing =~ /^$pattern$/;
    }
    return 0;
}

my (%facts, %probes);
foreach my $fact (paragraphs("$top/engine/src/main/resources/org/dhvirtualenv/engine/knowledge/needs")) {
    my ($things) = grep { defined } @{$fact}{qw(Loads Links Runs Reads)};
    push(@{$facts{$_}}, split(q{ }, $things)) foreach split(q{ }, $fact->{Distribution});
}
foreach my $probe (paragraphs("$top/test-packages/expected/knowledge/probes")) {
    my $name    = $probe->{Distribution};
    my %unknown = %{$probe};
    delete @unknown{qw(Distribution Needs Install Build Also Import Probe Untried Suites)};
    is_deeply([keys %unknown], [], "$name: fields are known");
    my $tried = defined $probe->{Probe} || defined $probe->{Import};
    is(!$tried, defined $probe->{Untried}, "$name: tried or not");
    cmp_ok(length($probe->{Untried}), '>', 15, "$name: there is a reason") if defined $probe->{Untried};
    foreach my $distribution (split(q{ }, $name)) {
        push(@{$probes{$distribution}}, $probe);
        foreach my $need (split(q{ }, $probe->{Needs} // q{})) {
            ok((grep { among($_, $need) } @{$facts{$distribution}}), "$distribution: $need is known to be needed");
        }
    }
}
is_deeply([grep { !$facts{$_} } sort keys %probes], [], 'nothing is tried that is not known');
foreach my $distribution (sort keys %facts) {
    my @forgotten = grep {
        my $thing = $_;
        !grep { among($thing, $_->{Needs}) } @{$probes{$distribution}}
    } @{$facts{$distribution}};
    is("@forgotten", q{}, "$distribution: no fact is forgotten");
}
cmp_ok(scalar(keys %facts), '>', 100, 'many distributions are known');

my @stock;
foreach my $package (paragraphs("$top/test-packages/expected/stock")) {
    push(@stock, $package->{Distribution});
    my %unknown = %{$package};
    delete @unknown{qw(Distribution Install Import Probe)};
    is_deeply([keys %unknown], [], "stock package of $stock[-1]: fields are known");
    ok(defined $package->{Import} || defined $package->{Probe}, "stock package of $stock[-1]: shows something");
}
is_deeply(\@stock, [sort @stock], 'stock packages are sorted');
done_testing();
