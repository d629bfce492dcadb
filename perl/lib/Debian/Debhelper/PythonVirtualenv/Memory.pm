package Debian::Debhelper::PythonVirtualenv::Memory;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Memory - whether finished virtualenvs are still as they were

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv              qw(paragraphs);
use Debian::Debhelper::PythonVirtualenv::Options     qw(install_root);
use Debian::Debhelper::PythonVirtualenv::Virtualenvs qw(result_of known_virtualenvs parts_of);
use Exporter                                         qw(import);
use File::Glob                                       qw(bsd_glob);

our @EXPORT_OK = qw(remember_files as_remembered needs_nothing);

=head1 FUNCTIONS

=over 4

=item remember_files($package)

Writes down which files the virtualenvs of C<$package> have, now that they are finished.

=cut

sub remember_files {
    my ($package) = @_;
    return if $dh{NO_ACT};
    my $file = generated_file($package, 'dh_virtualenv.files');
    open(my $handle, '>:raw', $file)   or error("cannot write $file: $!");
    print {$handle} files_of($package) or error("cannot write $file: $!");
    close($handle)                     or error("cannot write $file: $!");
    return;
}

=item as_remembered($package)

Returns whether the virtualenvs of C<$package> have the files that were written down, and nobody has touched them. Modes
do not count.

=cut

sub as_remembered {
    my ($package) = @_;
    open(my $handle, '<:raw', generated_file($package, 'dh_virtualenv.files', 0)) or return 0;
    my $known = do { local $/ = undef; <$handle> };
    close($handle) or return 0;
    return $known eq files_of($package);
}

=item needs_nothing($package)

Returns whether the virtualenvs of C<$package> need nothing of the system, as B<dh_virtualenv> has seen, and are still
as they were then.

=back

=cut

sub needs_nothing {
    my ($package) = @_;
    return 0 if -e 'debian/python-virtualenv.needs' or parts_of($package);
    return 0 if grep { ($_->{Needs} // q{}) ne 'none' } paragraphs(result_of($package));
    return as_remembered($package);
}

# Returns a text that is another one if a file or link is.
sub files_of {
    my ($package) = @_;
    my $root      = tmpdir($package);
    my @places    = map { "$root$_" } known_virtualenvs($package);
    push(@places, bsd_glob($root . install_root() . '/*/pyvenv.cfg'));
    my @there = grep { -e } @places or return q{};
    open(my $found, q{-|}, 'find', @there, qw(! -type d -printf), '%i %s %T@\0%l\0%p\0')
      or error("cannot run find: $!");
    my @words = do { local $/ = "\0"; <$found> };
    close($found) or error("find cannot read @there");
    s/\0\z// foreach @words;
    my @files;

    while (my ($of, $target, $file) = splice(@words, 0, 3)) {
        push(@files, join(q{ }, length $target ? pointed($target, substr($file, length $root)) : $of, $file));
    }
    return join("\0", sort @files);
}

# Returns where a link leads, the same before and after dh_link (Policy 10.5).
sub pointed {
    my ($target, $link) = @_;
    $target = dirname($link) . "/$target" if $target !~ m{^/};
    1 while $target =~ s{/(?!\.\./)[^/]+/\.\.(?=/|\z)}{};
    return $target;
}

1;
