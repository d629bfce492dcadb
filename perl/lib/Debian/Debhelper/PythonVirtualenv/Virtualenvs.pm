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

our @EXPORT_OK = qw(result_of source_result known_virtualenvs adopt_virtualenvs made_virtualenvs add_virtualenvs
  has_substvar parts_of has_machine_code first_file);

=head1 FUNCTIONS

=over 4

=item result_of($package)

Returns the file in which the engine says what it has made for C<$package>.

=cut

sub result_of {
    my ($package) = @_;
    return generated_file($package, 'dh_virtualenv.result');
}

=item source_result()

Returns the file in which the engine says what it has made for the build system.

=cut

sub source_result {
    return generated_file('_source', 'dh_virtualenv.result');
}

=item made_virtualenvs()

Returns the places of the virtualenvs that the build system has made.

=cut

sub made_virtualenvs {
    return map { $_->{Virtualenv} } paragraphs(generated_file('_source', 'dh_virtualenv.result', 0));
}

=item adopt_virtualenvs($package)

Lets C<$package> have what is known about a virtualenv that the build system has made, if somebody has
installed it there.

=cut

sub adopt_virtualenvs {
    my ($package) = @_;
    my $root = tmpdir($package);
    return if $dh{NO_ACT} or known_virtualenvs($package) or not grep { -e "$root$_/pyvenv.cfg" } made_virtualenvs();
    require File::Copy;    # for few packages only
    foreach my $suffix (qw(result json)) {
        my $file = generated_file($package, "dh_virtualenv.$suffix");
        File::Copy::copy(source_result() =~ s/result\z/$suffix/r, $file) or error("cannot write $file: $!");
    }
    return;
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

=cut

sub add_virtualenvs {
    my ($package, @known) = @_;
    my %known       = map { $_ => 1 } @known;
    my @virtualenvs = paragraphs(result_of($package));
    autoscript($package, 'preinst', 'preinst-python-virtualenv', {PACKAGE => $package})
      if @virtualenvs
      and not @known
      and not $dh{NOSCRIPTS};
    foreach my $virtualenv (@virtualenvs) {
        addsubstvar($package, 'misc:Depends', $_) foreach split(/, /, $virtualenv->{Depends} // q{});
        next if $dh{NOSCRIPTS} or $known{$virtualenv->{Virtualenv}};
        my %words =
          (VIRTUALENV => $virtualenv->{Virtualenv}, PACKAGE => $package, CACHETAG => $virtualenv->{'Cache-Tag'});
        autoscript($package, 'postinst', 'postinst-python-virtualenv', \%words) if pkgfile($package, 'postinst');
        autoscript($package, 'prerm',    'prerm-python-virtualenv',    \%words);
    }
    return;
}

=item has_substvar($package, $name)

Returns whether somebody has set a substvar of C<$package>, deb-substvars(5), to something or nothing.

=cut

sub has_substvar {
    my ($package, $name) = @_;
    open(my $handle, '<', 'debian/' . pkgext($package) . 'substvars') or return 0;
    my $found = grep { /^\Q$name\E[?!]?=/ } <$handle>;
    close($handle) or return 0;
    return $found > 0;
}

=item parts_of($package)

Returns the places of virtualenvs of other packages from which C<$package> has files.

=cut

sub parts_of {
    my ($package) = @_;
    my $root      = tmpdir($package);
    my %known     = map { $_ => 1 } map { known_virtualenvs($_) } grep { $_ ne $package } getpackages();
    delete @known{known_virtualenvs($package)};
    return grep { -d "$root$_" and not -e "$root$_/pyvenv.cfg" } sort keys %known;
}

=item has_machine_code($directory)

Returns an ELF file in C<$directory>, or nothing.

=cut

sub has_machine_code {
    my ($directory) = @_;
    return first_file($directory, qr/\A\x7fELF/, 4);
}

=item first_file($directory, $pattern, $length)

Returns a file in C<$directory> whose content, or whose first C<$length> bytes, the pattern matches.

=back

=cut

sub first_file {
    my ($directory, $pattern, $length) = @_;
    my $found;
    my $look = sub {
        return if $found or -l $_ or not -f _;
        open(my $handle, '<:raw', $_) or error("cannot read $_: $!");
        read($handle, my $content, $length // -s $handle) // error("cannot read $_: $!");
        close($handle) or error("cannot read $_: $!");
        $found = $_ if $content =~ $pattern;
        return;
    };
    require File::Find;    # for few packages only
    File::Find::find({no_chdir => 1, wanted => $look}, $directory) if -d $directory;
    return $found;
}

1;
