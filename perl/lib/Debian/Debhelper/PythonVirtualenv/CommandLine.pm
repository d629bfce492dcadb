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
use Debian::Debhelper::PythonVirtualenv           qw(redacted complain fail $COMMAND_LINE);
use Debian::Debhelper::PythonVirtualenv::Options  qw(options_of obeyed);
use Debian::Debhelper::PythonVirtualenv::Spelling qw(closest);
use Exporter                                      qw(import);

our @EXPORT_OK = qw(given_options asked_packages getopt_table translate);

# Long options of debhelper(7), which abbreviations must not hide.
my @DEBHELPER = qw(verbose no-act indep arch package no-package remaining-packages dbg-package same-arch noscripts
  no-scripts onlyscripts only-scripts exclude tmpdir all help mainpackage name error-handler);

# Packages that -p has named.
my @asked;

=head1 FUNCTIONS

=over 4

=item given_options($command)

Reads the command line, I<DH_OPTIONS> and what B<dh> passes on, as Dh_Lib's C<init> does; returns the
values of our options as a reference to a hash. Unknown options end the command. What
dh-virtualenv took and we do not need gets a warning. B<--version> prints the version and ends the command, as
there.

=cut

sub given_options {
    my ($command) = @_;
    my @options   = grep { not $_->{Internal} } options_of($command);
    print("$command $main::VERSION\n") and exit if grep { $_ eq '--version' } @ARGV;
    drop_index();
    my (%given, @complaints);
    my $read = eval {
        local $SIG{__WARN__} = sub { push(@complaints, @_) };
        init(options => {%{getopt_table(\@options, \%given)}, 'p=s' => \&ask, 'package=s' => \&ask});
        1;
    };
    my $failure = $@;
    refuse($command, $failure, \@options, \@complaints) if not $read;
    print {*STDERR} @complaints;
    warning(q{'} . redacted($_) . q{' is ignored: no argument is expected here}) foreach @ARGV, @{$dh{U_PARAMS}};
    translate($_, \%given) foreach grep { not obeyed($_) and defined $given{$_->{Option}} } @options;
    return \%given;
}

=item asked_packages()

Returns the packages that the command line has named, as opposed to those that debhelper has chosen.

=back

=cut

sub asked_packages {
    return @asked;
}

# Does what debhelper does, and remembers it.
sub ask {
    my ($option, $package) = @_;
    push(@asked, $package);
    return Debian::Debhelper::Dh_Getopt::AddPackage("$option", $package);
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
            my $near   = join(' or ', map { "--$_" } closest($1, @DEBHELPER, map { $_->{Option} } @{$options}));
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
