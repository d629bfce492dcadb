package Debian::Debhelper::PythonVirtualenv::Packages;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Packages - which binary packages have a virtualenv, and how

=head1 DESCRIPTION

Reads F<debian/PACKAGE.virtualenv>: an option of our commands on each line, without its dashes. Blank
lines and those that begin with B<#> do not count; an executable file is run and its output read.

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv              qw(fail $PACKAGING);
use Debian::Debhelper::PythonVirtualenv::CommandLine qw(asked_packages);
use Debian::Debhelper::PythonVirtualenv::Options     qw(options_of obeyed);
use Debian::Debhelper::PythonVirtualenv::Spelling    qw(closest);
use Debian::Debhelper::PythonVirtualenv::Virtualenvs qw(made_virtualenvs);
use Exporter                                         qw(import);

our @EXPORT_OK = qw(packages_to_build options_for);

my @COMMANDS = map { "dh_virtualenv$_" } (q{}, qw(_finish _shlibdeps _test));

=head1 FUNCTIONS

=over 4

=item packages_to_build()

Returns those of the packages that debhelper acts on for which B<dh_virtualenv> makes a virtualenv: any
that B<-p> names; besides, those with a file if any package has one, none if the build system has made
a virtualenv already, and otherwise all, but no package that is C<Architecture: all> beside others
that are not, such as documentation.

=cut

sub packages_to_build {
    my %asked = map  { $_ => 1 } asked_packages();
    my $files = grep { file_of($_) } getpackages();
    my $other = grep { not package_is_arch_all($_) } getpackages();
    my $wanted =
        $files             ? \&file_of
      : made_virtualenvs() ? sub { return 0 }
      :                      sub { return !$other || !package_is_arch_all($_[0]) };
    return grep { $asked{$_} or $wanted->($_) } @{$dh{DOPACKAGES}};
}

=item options_for($command, $package, $given)

Returns the values of C<$command>'s options for C<$package>, a reference to a hash: those of its file,
and those of the command line, C<$given>, which come later or take their place.

=back

=cut

sub options_for {
    my ($command, $package, $given) = @_;
    my %from_file = read_file($package);
    my %result    = %{$given};
    foreach my $option (options_of($command)) {
        my $name   = $option->{Option};
        my $values = $from_file{$name} // next;
        $result{$name} = [@{$values}, @{$given->{$name} // []}] if $option->{Repeatable};
        $result{$name} //= $values->[-1];
    }
    return \%result;
}

sub file_of {
    my ($package) = @_;
    my $file = pkgfile($package, 'virtualenv');
    return length $file && -f $file ? $file : q{};
}

# Returns the values of each option, a reference to a list by the option's name.
sub read_file {
    my ($package) = @_;
    my $file = file_of($package) || return;
    my %options =
      map { $_->{Option} => $_ } grep { obeyed($_) and not $_->{Internal} } map { options_of($_) } @COMMANDS;
    my %values;
    foreach my $words (filedoublearray($file)) {
        my $line = join(q{ }, @{$words});
        my ($name, $value) = $line =~ /^([^\s=]+)(?:\s*=\s*(.*))?$/;
        my $option = $options{$name // q{}};
        if (not $option) {
            my @near = closest($name // $line, keys %options);
            fail(
                $PACKAGING,
                "'$line' in $file is none of our options",
                @near ? 'did you mean ' . join(' or ', @near) . q{?} : 'write an option without dashes: name=value'
            );
        }
        $value = $option->{Optional} if $option->{Optional} and not length($value // q{});
        fail($PACKAGING, "'$name' in $file has no value", "write $name=$option->{Argument}")
          if $option->{Argument} and not length($value // q{});
        fail($PACKAGING, "'$name' in $file takes no value", "write $name alone") if not $option->{Argument} and $value;
        push(@{$values{$name}}, $value // 1);
    }
    return %values;
}

1;
