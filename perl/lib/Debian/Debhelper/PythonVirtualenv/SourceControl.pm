package Debian::Debhelper::PythonVirtualenv::SourceControl;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::SourceControl - what dpkg-shlibdeps takes from elsewhere than objects

=head1 DESCRIPTION

Reads F<debian/control> with dpkg's own modules and asks them what they can do, so that the engine
decides as the B<dpkg-shlibdeps>(1) of this machine.

=cut

use strict;
use warnings;
use Debian::Debhelper::PythonVirtualenv qw(fail $PACKAGING);
use Dpkg::Control::Info;
use Dpkg::Deps;
use Dpkg::Shlibs::Objdump;
use Dpkg::Version;
use Exporter qw(import);

our @EXPORT_OK = qw(minimal_versions counts_symbol_versions);

=head1 FUNCTIONS

=over 4

=item minimal_versions()

Returns a reference to a hash: the highest version that Build-Depends and Build-Depends-Arch ask for of
each package, on the host architecture and with the active build profiles. Of alternatives all count.

=cut

sub minimal_versions {
    my $source   = Dpkg::Control::Info->new()->get_source();
    my $relation = deps_concat(@{$source}{qw(Build-Depends Build-Depends-Arch)});
    my $parsed   = deps_parse($relation, build_dep => 1, reduce_restrictions => 1)
      // fail($PACKAGING, 'cannot parse Build-Depends or Build-Depends-Arch', 'correct the relation named above');
    my %minimal;
    collect($parsed, \%minimal);
    return \%minimal;
}

sub collect {
    my ($relation, $minimal) = @_;
    if (not $relation->isa('Dpkg::Deps::Simple')) {
        collect($_, $minimal) foreach $relation->get_deps();
        return;
    }
    my ($name, $version) = @{$relation}{qw(package version)};
    return if not $relation->{relation} or not grep { $relation->{relation} eq $_ } REL_GE, REL_GT;
    my $known = $minimal->{$name};
    $minimal->{$name} = $version if not defined $known or version_compare_relation($version, REL_GT, $known);
    return;
}

=item counts_symbol_versions()

Returns whether for B<dpkg-shlibdeps> a needed symbol version counts as a used symbol (Debian bug
1122107, fixed in several branches of dpkg).

=back

=cut

sub counts_symbol_versions {
    return defined Dpkg::Shlibs::Objdump::Object->can('add_verneed_symbol');
}

1;
