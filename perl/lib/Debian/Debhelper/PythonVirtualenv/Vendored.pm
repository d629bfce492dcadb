package Debian::Debhelper::PythonVirtualenv::Vendored;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Vendored - lets dpkg-source take vendored files

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv qw(fail $ENVIRONMENT);
use Exporter                            qw(import);

our @EXPORT_OK = qw(vendored_files include_binaries);

my $LIST     = 'debian/source/include-binaries';
my $MANIFEST = 'SHA256SUMS';

=head1 FUNCTIONS

=over 4

=item vendored_files($directory)

Returns the paths of the files that the manifest in C<$directory>, or in the usual one, names.

=cut

sub vendored_files {
    my ($named) = @_;
    my $directory = directory($named) =~ s{/+\z}{}r;
    return map { /^[\da-f]{64}[ ][ ]([^\/]+)$/ ? "$directory/$1" : () } lines("$directory/$MANIFEST");
}

=item include_binaries($directory, @before)

Adds the files in C<$directory> to those that dpkg-source(1) takes, in place of those that were there C<@before>; only in
the format that needs it, and only below F<debian/>.

=back

=cut

sub include_binaries {
    my ($directory, @before) = @_;
    return if join(q{}, lines('debian/source/format')) !~ /quilt/;
    my %old    = map { $_ => 1 } @before;
    my @listed = lines($LIST);
    my @new    = grep { m{^debian/} } vendored_files($directory);
    my %new    = map  { $_ => 1 } @new;
    my @lines  = ((grep { not $old{$_} and not $new{$_} } @listed), @new);
    return if "@lines" eq "@listed";
    open(my $handle, '>', "$LIST.new") or refuse("$LIST.new");
    print {$handle} map { "$_\n" } @lines;
    close($handle) and rename("$LIST.new", $LIST) or refuse($LIST);
    return;
}

sub directory {
    my ($named) = @_;
    return $named if length($named // q{});
    my ($found) = grep { -e "$_/$MANIFEST" } qw(debian/vendor vendor);
    return $found // 'debian/vendor';
}

sub lines {
    my ($file) = @_;
    return if not -e $file;
    open(my $handle, '<', $file) or refuse($file);
    chomp(my @lines = <$handle>);
    close($handle) or refuse($file);
    return @lines;
}

sub refuse {
    my ($file) = @_;
    return fail($ENVIRONMENT, "cannot read or write '$file': $!", 'check its mode and the file system');
}

1;
