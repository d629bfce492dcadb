package Debian::Debhelper::PythonVirtualenv::Options;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Options - the options of our commands

=head1 DESCRIPTION

Each option stands once, in the table F<options> beside this module; its head explains the fields.

=cut

use strict;
use warnings;
use Debian::Debhelper::PythonVirtualenv qw(paragraphs);
use Exporter                            qw(import);

our @EXPORT_OK = qw(options_of obeyed request install_root excluding commands);

(my $TABLE = __FILE__) =~ s{Options[.]pm$}{options};

# What it says, once it has been read.
my @table;

=head1 FUNCTIONS

=over 4

=item options_of($command)

Returns the paragraphs of the table about options of C<$command>, internal ones too.

=cut

sub options_of {
    my ($command) = @_;
    return grep { $_->{Command} =~ /(?:^|[ ])\Q$command\E(?:[ ]|$)/ } table();
}

=item obeyed($option)

Returns whether the option is more than a word in old rules files.

=cut

sub obeyed {
    my ($option) = @_;
    return ($option->{Compatibility} // 'obeyed') =~ /^obeyed/;
}

=item request($command, $given)

Returns what the engine is given for C<$given>: B<--name=value>, or B<--name> for a flag.

=cut

sub request {
    my ($command, $given) = @_;
    my @request;
    foreach my $option (options_of($command)) {
        my $value = $given->{$option->{Option}};
        next if $option->{Argument} ? !defined $value : !$value;
        my $name = "--$option->{Option}";
        push(@request, $option->{Argument} ? map { "$name=$_" } ref($value) ? @{$value} : $value : $name);
    }
    return @request;
}

=item install_root()

Returns the directory on the target that holds virtualenvs, I<DH_VIRTUALENV_INSTALL_ROOT> or the
default, without superfluous slashes and dots: other commands look for it in the names of files.

=cut

sub install_root {
    my ($option) = grep { $_->{Option} eq 'install-root' } table();
    my $root = $ENV{DH_VIRTUALENV_INSTALL_ROOT} || $option->{Default};
    $root =~ s{/(?:[.]?/)+}{/}g;
    $root =~ s{(?<=.)/[.]?\z}{}s;
    return $root;
}

# Returns the paragraphs of the table.
sub table {
    @table = paragraphs($TABLE) if not @table;
    return @table;
}

=item excluding()

Returns the option that tells a command of debhelper to leave virtualenvs alone.

=cut

sub excluding {
    return '-X' . install_root() =~ s{/*$}{/}r;
}

=item commands()

Returns the directory of commands that give this option to those of debhelper.

=back

=cut

sub commands {
    require File::Spec;    # for dh only
    return File::Spec->rel2abs($TABLE =~ s{options$}{commands}r);
}

1;
