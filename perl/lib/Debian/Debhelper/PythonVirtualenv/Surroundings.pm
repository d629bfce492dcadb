package Debian::Debhelper::PythonVirtualenv::Surroundings;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Surroundings - what is installed where a package is

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv qw(fail $PACKAGING $ENVIRONMENT);
use Dpkg::Changelog::Parse              qw(changelog_parse);
use Dpkg::Control::Info;
use Dpkg::Deps qw(deps_parse);
use Dpkg::Deps::KnownFacts;
use Dpkg::Substvars;
use Exporter qw(import);

our @EXPORT_OK = qw(surroundings_of);

# Fields of dpkg-query(1) that are asked for, one package a line.
my @FIELDS = qw(db:Status-Status binary:Package Package Version Architecture Multi-Arch Essential Provides Pre-Depends
  Depends);

=head1 FUNCTIONS

=over 4

=item surroundings_of($package)

Returns three references to lists: the packages of this machine, as dpkg spells them, without which C<$package> is
not installed; those that this source builds; and the relations for which neither has one. The first are what Depends
and Pre-Depends bring, with the substitution variables that debhelper has by now, and essential packages. Of
alternatives the first one that is here counts.

=back

=cut

sub surroundings_of {
    my ($package) = @_;
    my %own = map { $_ => 1 } getpackages();
    my ($facts, $by_name, $providers, @essential) = installed();
    my (%installed, %own_ones, %lacking);
    my @relations = (relations_of($package), map { $_->{Package} } @essential);
    while (defined(my $relation = shift(@relations))) {
        my $parsed = deps_parse($relation, reduce_arch => 1) // next;
        my ($found) = map { found($_, $facts, $by_name, $providers, \%own) } alternatives($parsed);
        if (not defined $found) {
            $lacking{$relation} = 1;
        } elsif (not ref($found)) {
            push(@relations, relations_of($found)) if $found ne $package and not $own_ones{$found}++;
        } elsif (not $installed{$found->{'binary:Package'}}++) {
            push(@relations, map { split_relations($found->{$_}) } qw(Pre-Depends Depends));
        }
    }
    return ([sort keys %installed], [sort keys %own_ones], [sort keys %lacking]);
}

sub alternatives {
    my ($relation) = @_;
    return $relation if $relation->isa('Dpkg::Deps::Simple');
    return map { alternatives($_) } $relation->get_deps();
}

# Returns what satisfies a relation without alternatives: the name of a package of this source, or a reference to what
# is known of an installed one; nothing if there is none.
sub found {
    my ($relation, $facts, $by_name, $providers, $own) = @_;
    my $name = $relation->{package};
    return $name if $own->{$name};
    return       if not $relation->get_evaluation($facts);
    return $by_name->{$name} // $providers->{$name};
}

# Returns facts about what is installed, what is known of each package by its name, of one that provides each other
# name, and of those that are essential.
sub installed {
    my $facts  = Dpkg::Deps::KnownFacts->new();
    my $native = dpkg_architecture_value('DEB_HOST_ARCH');
    my (%by_name, %providers, @essential);
    my $format = join("\t", map { "\${$_}" } @FIELDS) . "\n";
    open(my $query, q{-|}, 'dpkg-query', '--show', "--showformat=$format")
      or fail($ENVIRONMENT, "cannot run 'dpkg-query': $!", 'check that dpkg is installed');
    while (my $line = <$query>) {
        chomp($line);
        my %fields;
        @fields{@FIELDS} = split(/\t/, $line, -1);
        next if $fields{'db:Status-Status'} ne 'installed';
        my ($name, $architecture) = @fields{qw(Package Architecture)};
        $facts->add_installed_package($name, $fields{Version}, $architecture, $fields{'Multi-Arch'} || 'no');
        next if $architecture ne $native and $architecture ne 'all';
        $by_name{$name} = \%fields;
        push(@essential, \%fields) if $fields{Essential} eq 'yes';

        foreach my $provided (map { alternatives(deps_parse($_, virtual => 1)) } split_relations($fields{Provides})) {
            $facts->add_provided_package(@{$provided}{qw(package relation version)}, $name);
            $providers{$provided->{package}} //= \%fields;
        }
    }
    close($query) or fail($ENVIRONMENT, "'dpkg-query' failed", q{run 'dpkg --audit', which says what is wrong});
    return ($facts, \%by_name, \%providers, @essential);
}

# Returns what a package of this source is going to depend on, as dpkg-gencontrol(1) will see it.
sub relations_of {
    my ($package) = @_;
    my $control   = Dpkg::Control::Info->new()->get_pkg_by_name($package);
    my $file      = 'debian/' . pkgext($package) . 'substvars';
    my $substvars = Dpkg::Substvars->new();
    $substvars->load($file) if -e $file;
    $substvars->set_arch_substvars();
    $substvars->set_version_substvars(changelog_parse()->{Version});
    my @fields = grep { defined } @{$control}{qw(Pre-Depends Depends)};
    return map { split_relations($substvars->substvars($_, no_warn => 1)) } @fields;
}

sub split_relations {
    my ($text) = @_;
    return map { s/\A\s+|\s+\z//gr } grep { /\S/ } split(/,/, $text);
}

1;
