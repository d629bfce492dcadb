package Debian::Debhelper::PythonVirtualenv::Virtualenvs;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Virtualenvs - what a package with virtualenvs needs in its control files

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv qw(paragraphs);
use Exporter                            qw(import);

our @EXPORT_OK = qw(result_of known_virtualenvs add_virtualenvs);

=head1 FUNCTIONS

=over 4

=item result_of($package)

Returns the file in which the engine says what it has made for C<$package>.

=cut

sub result_of {
    my ($package) = @_;
    return generated_file($package, 'dh_virtualenv.result');
}

=item known_virtualenvs($package)

Returns the places of the virtualenvs that C<$package> has been given so far.

=cut

sub known_virtualenvs {
    my ($package) = @_;
    return map { $_->{Virtualenv} } paragraphs(result_of($package));
}

=item add_virtualenvs($package, @known)

Adds the relations of all virtualenvs of C<$package> to I<misc:Depends>, and fragments for those that
are not in C<@known> to its maintainer scripts. preinst gets one for all, because it looks for what the
version before has left; postinst gets one only if the source package has a postinst, since all it does
is to set the variables that dh-virtualenv's fragments set.

=back

=cut

sub add_virtualenvs {
    my ($package, @known) = @_;
    my %known = map { $_ => 1 } @known;
    autoscript($package, 'preinst', 'preinst-python-virtualenv', {PACKAGE => $package})
      if not @known
      and not $dh{NOSCRIPTS}
      and paragraphs(result_of($package));
    foreach my $virtualenv (paragraphs(result_of($package))) {
        addsubstvar($package, 'misc:Depends', $_) foreach split(/, /, $virtualenv->{Depends} // q{});
        next if $dh{NOSCRIPTS} or $known{$virtualenv->{Virtualenv}};
        my %words =
          (VIRTUALENV => $virtualenv->{Virtualenv}, PACKAGE => $package, CACHETAG => $virtualenv->{'Cache-Tag'});
        autoscript($package, 'postinst', 'postinst-python-virtualenv', \%words) if pkgfile($package, 'postinst');
        autoscript($package, 'prerm',    'prerm-python-virtualenv',    \%words);
    }
    return;
}

1;
