package Debian::Debhelper::PythonVirtualenv::CommandLine;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::CommandLine - what our commands were given

=head1 DESCRIPTION

Reads command lines that were written for us and those that were written for dh-virtualenv.

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv          qw(redacted complain fail $COMMAND_LINE);
use Debian::Debhelper::PythonVirtualenv::Options qw(options_of obeyed);
use Exporter                                     qw(import);
use List::Util                                   qw(min);

our @EXPORT_OK = qw(given_options);

# Long options of debhelper(7), which abbreviations must not hide.
my @DEBHELPER = qw(verbose no-act indep arch package no-package remaining-packages dbg-package same-arch noscripts
  no-scripts onlyscripts only-scripts exclude tmpdir all help mainpackage name error-handler);

=head1 FUNCTIONS

=over 4

=item given_options($command)

Reads the command line, I<DH_OPTIONS> and what B<dh> passes on, as Dh_Lib's C<init> does; returns the
values of our options as a reference to a hash. Unknown options end the command. What
dh-virtualenv took and we do not need gets a warning.

=back

=cut

sub given_options {
    my ($command) = @_;
    my @options = grep { not $_->{Internal} } options_of($command);
    drop_index();
    my (%given, @complaints);
    my $read = eval {
        local $SIG{__WARN__} = sub { push(@complaints, @_) };
        init(options => getopt_table(\@options, \%given));
        1;
    };
    my $failure = $@;
    refuse($command, $failure, \@options, \@complaints) if not $read;
    print {*STDERR} @complaints;
    warning(q{'} . redacted($_) . q{' is ignored: no argument is expected here}) foreach @ARGV, @{$dh{U_PARAMS}};
    translate($_, \%given) foreach grep { not obeyed($_) and defined $given{$_->{Option}} } @options;
    return \%given;
}

# "-i URL" looks like an index; dh-virtualenv ignores both words, debhelper would act on no arch package.
sub drop_index {
    foreach my $i (reverse 0 .. $#ARGV - 1) {
        next if $ARGV[$i] ne '-i' or $ARGV[$i + 1] !~ m{^[\w+]+://};
        my (undef, $url) = splice(@ARGV, $i, 2);
        warning(redacted("'-i $url' is ignored, as by dh-virtualenv: say --index-url=URL if you mean that index"));
    }
    return;
}

# Returns the table for init: every option by its name and all abbreviations that mean nothing else, because Getopt::Long
# has none of its own from compat 13 on. Short names stand alone, so that they take the place of debhelper's.
sub getopt_table {
    my ($options, $given) = @_;
    my %abbreviations = abbreviations(@{$options});
    my %table;
    foreach my $option (@{$options}) {
        my $name   = $option->{Option};
        my $suffix = !$option->{Argument} ? q{} : $option->{Optional} ? ':s' : '=s';

        # init reads several command lines, and a list of Getopt::Long begins anew with each
        my $place = \$given->{$name};
        $place = sub { push(@{$given->{$name}}, length "$_[1]" ? "$_[1]" : $option->{Optional}) }
          if $option->{Repeatable};
        $table{join(q{|}, $name, @{$abbreviations{$name} // []}) . $suffix} = $place;
        $table{"$option->{Short}$suffix"} = $place if $option->{Short};
    }
    return \%table;
}

# Those of dh-virtualenv's options stay what they were there, whatever options we have added.
sub abbreviations {
    my (@options) = @_;
    my (%result, %taken);
    foreach my $group ([grep { $_->{Compatibility} } @options], \@options) {
        my %owners;
        foreach my $name (@DEBHELPER, map { $_->{Option} } @{$group}) {
            push(@{$owners{substr($name, 0, $_)}}, $name) foreach 2 .. length($name);
        }
        delete @owners{@DEBHELPER, map { $_->{Option} } @options};
        foreach my $short (grep { @{$owners{$_}} == 1 and not $taken{$_}++ } sort keys %owners) {
            push(@{$result{$owners{$short}[0]}}, $short);
        }
    }
    return %result;
}

# Says what is wrong with the command line, or what else debhelper has found, and ends.
sub refuse {
    my ($command, $failure, $options, $complaints) = @_;
    my $manual = "'man $command' lists the options";
    foreach my $complaint (@{$complaints}) {
        chomp($complaint);
        if ($complaint =~ /^(?:Unknown[ ]option:|Option(?=.*ambiguous))[ ](\S+)/) {
            my $dashes = length($1) == 1 ? q{-} : q{--};
            my $near   = join(' or ', map { "--$_" } closest($1, @{$options}));
            complain("unknown option '$dashes$1'", $near ? "did you mean $near? $manual" : $manual);
        } elsif ($complaint =~ /^Option[ ](\S+)[ ](.*)/) {
            complain("option '--$1' $2", $manual);
        } else {
            print {*STDERR} "$complaint\n";    # by debhelper itself
        }
    }
    exit $COMMAND_LINE if @{$complaints};
    print {*STDERR} $failure;
    exit 255;    # as debhelper does
}

# Returns the options that the word begins, or those that are the fewest edits away from it.
sub closest {
    my ($word, @options) = @_;
    my @names  = (@DEBHELPER, map { $_->{Option} } @options);
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

# Warns of an option that means nothing any more, or gives its value to the one that it means.
sub translate {
    my ($option, $given) = @_;
    my $value = delete $given->{$option->{Option}};
    my ($other) = $option->{Compatibility} =~ /^translated[ ](\S+)/;
    warning("--$option->{Option} is " . ($other ? 'obsolete' : 'ignored') . ": $option->{Help}");
    return if not $other;
    fail($COMMAND_LINE, "--$option->{Option} and --$other exclude each other", "keep --$other")
      if defined $given->{$other};
    $given->{$other} = $value;
    return;
}

1;
