package Debian::Debhelper::PythonVirtualenv::Wishes;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Wishes - what the build system dh_virtualenv was asked for

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv::CommandLine qw(getopt_table translate);
use Debian::Debhelper::PythonVirtualenv::Options     qw(options_of obeyed);
use Debian::Debhelper::PythonVirtualenv::Steps       qw(own_arguments);
use Exporter                                         qw(import);
use Getopt::Long                                     qw(GetOptionsFromArray);

our @EXPORT_OK = qw(wishes);

# What virtualenv(1) did without being told, or does no more.
my %OBSOLETE = map { $_ => 1 } qw(--no-site-packages --distribute --setuptools --unzip-setuptools --never-download
  --no-download --no-pip --no-setuptools --no-wheel --relocatable -q --quiet -v --verbose);

=head1 FUNCTIONS

=over 4

=item wishes($directory)

Returns the values of our options for the project in C<$directory>: those that B<dh> has passed on, and
those that the variables of dh-virtualenv's build system stand for.

=back

=cut

sub wishes {
    my ($directory) = @_;
    my @passed = map { "-O$_" } split(q{ }, $ENV{DH_OPTIONS} // q{});
    unshift(@passed, split(/\x1e/, $ENV{DH_INTERNAL_OPTIONS} // q{}));
    my $given = passed_options(@passed, own_arguments());
    $given->{sourcedirectory} = $directory;
    $given->{requirements}    = $ENV{DH_REQUIREMENTS_FILE} if length($ENV{DH_REQUIREMENTS_FILE} // q{});
    push(@{$given->{'extra-pip-arg'}}, split(q{ }, $ENV{DH_PIP_EXTRA_ARGS})) if $ENV{DH_PIP_EXTRA_ARGS};
    if (defined(my $version = $ENV{DH_UPGRADE_PIP})) {
        $given->{length $version ? 'upgrade-pip-to' : 'upgrade-pip'} = $version || 1;
    }
    foreach my $name (qw(setuptools wheel)) {
        my $version = $ENV{'DH_UPGRADE_' . uc $name} // next;
        push(@{$given->{preinstall}}, length $version ? "$name==$version" : $name);
    }
    $given->{'install-suffix'} = $ENV{DH_VIRTUALENV_INSTALL_SUFFIX} || $given->{'install-suffix'} || usual_name();
    virtualenv_arguments($given, split(q{ }, $ENV{DH_VIRTUALENV_ARGUMENTS} // q{}));
    return $given;
}

# Beside the add-on the virtualenv of a single package is where it would be without the build system.
sub usual_name {
    my @packages = getpackages();
    return $ENV{DH_VIRTUALENV_FINISHED_LATER} && @packages == 1 ? $packages[0] : sourcepackage();
}

# Takes what follows -O, word by word as debhelper does, and leaves out what others understand.
sub passed_options {
    my (@arguments) = @_;
    my @options = grep { not $_->{Internal} } options_of('dh_virtualenv');
    my %given;
    my $table  = getopt_table(\@options, \%given);
    my $ignore = sub { };
    my %test   = map { $_ => $ignore } keys %{$table};
    local $SIG{__WARN__} = sub { };
    Getopt::Long::Configure(qw(default bundling no_ignore_case no_auto_abbrev));

    foreach my $argument (map { /^-O(.+)/s } @arguments) {
        GetOptionsFromArray([$argument], %{$table}) if GetOptionsFromArray([$argument], %test);
    }
    foreach my $option (grep { not obeyed($_) and defined $given{$_->{Option}} } @options) {
        translate($option, \%given);
    }
    return \%given;
}

sub virtualenv_arguments {
    my ($given, @arguments) = @_;
    while (defined(my $argument = shift(@arguments))) {
        next if $OBSOLETE{$argument};
        if ($argument =~ /^(?:--python=?|-p)(.*)/s) {
            $given->{python} = length $1 ? $1 : shift(@arguments);
        } elsif ($argument eq '--system-site-packages') {
            $given->{'use-system-packages'} = 1;
        } else {
            push(@{$given->{'extra-virtualenv-arg'}}, $argument eq '--always-copy' ? '--copies' : $argument);
        }
    }
    return;
}

1;
