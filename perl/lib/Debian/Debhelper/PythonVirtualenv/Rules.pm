package Debian::Debhelper::PythonVirtualenv::Rules;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Rules - whether debian/rules works in a virtualenv before it is finished

=cut

use strict;
use warnings;
use Exporter qw(import);

our @EXPORT_OK = qw(works_inside);

# Steps before dh_virtualenv, and those after dh_virtualenv_finish.
my @BEFORE    = qw(clean testdir testroot prep install installdirs update_autotools_config autoreconf);
my @AFTER     = qw(shlibdeps dlopenlibdeps virtualenv_shlibdeps virtualenv_test installdeb gencontrol md5sums builddeb);
my $STEPS     = join(q{|}, @BEFORE, @AFTER);
my $ELSEWHERE = qr{dh_(?:auto_\w+|$STEPS)(?:-arch|-indep)?};

# Targets of Policy 4.9 and how dh is called for all of them.
my $USUAL = qr{%|clean|(?:build|install|binary)(?:-arch|-indep)?};

# A call of dh or of one of its commands, and what makes more of it.
my $CALL = qr{\A[-@+]*(?:\w+=\S*[ ]+)*dh(?:_\w+)?(?:\s|\z)};
my $MORE = qr{[;&|`<>]|[\$][(]\w+\s|\s--(?:until|after|before|remaining)\b};

# Lines of a makefile (GNU make) that are no rules and run nothing.
my $OPERATOR   = qr{(?:[?+]|:{0,3})=};
my $ASSIGNMENT = qr{(?:(?:export|override)\s+)*[\w.-]+\s*$OPERATOR};
my $CONDITION  = qr{ifn?eq|ifn?def|else|endif};
my $OTHER      = qr{(?:un)?export\s+[\w\s]+\z|-?include\s+/usr/share/dpkg/};
my $IDLE       = qr{\s*(?:$CONDITION|$ASSIGNMENT|$OTHER)};

=head1 FUNCTIONS

=over 4

=item works_inside($file)

Returns whether the makefile may do anything between B<dh_virtualenv> and B<dh_virtualenv_finish> but to call
debhelper's commands. In doubt it may.

=back

=cut

sub works_inside {
    my ($file) = @_;
    open(my $handle, '<', $file) or return 1;
    my $text = do { local $/ = undef; <$handle> };
    close($handle) or return 1;
    $text =~ s/\\\n[ \t]*/ /g;
    my @rules;
    foreach my $line (grep { not /^\s*(?:\#|\z)/ } split(/\n/, $text)) {
        if (@rules and $line =~ /^\t\s*(.*)/) {
            push(@{$rules[-1]{recipe}}, $1);
        } elsif ($line !~ /^$IDLE/) {
            my ($targets, $rest) = $line =~ /^([^\s:=][^:=]*)::?(?!=)\s*([^#]*)/ or return 1;
            push(@rules, {targets => [split(q{ }, $targets)], recipe => [], rest => $rest});
        }
    }
    return (grep { at_work($_) } @rules) ? 1 : 0;
}

# Returns whether a rule may do something in a virtualenv.
sub at_work {
    my ($rule)   = @_;
    my @commands = grep                                        { not /$CALL/ or /$MORE/ } @{$rule->{recipe}};
    my @asks     = $rule->{rest} =~ /^$ASSIGNMENT/ ? () : grep { not /^$USUAL\z/ } split(q{ }, $rule->{rest});
    my @targets  = grep                                        { $_ ne '.PHONY' } @{$rule->{targets}};
    return 1 if grep { /_dh_virtualenv_finish\b/ } @targets;    # that may have options of its own
    return 0 if not @targets or not @commands and not @asks;
    return 1 if grep { /dh_virtualenv\b/ } @{$rule->{recipe}};
    return
      grep { /[\$]/ or /^$USUAL\z/ and $_ ne 'clean' or /^(?:override|execute_before|execute_after)_(?!$ELSEWHERE\z)/ }
      @targets;
}

1;
