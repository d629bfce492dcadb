package Debian::Debhelper::PythonVirtualenv::Overrides;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Overrides - lintian overrides for what a virtualenv is

=head1 DESCRIPTION

Some of lintian's checks know packages for the system's own Python only. What they say of a virtualenv is
overridden in its package, with the reason, and only where it is said.

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv qw(paragraphs fail $ENVIRONMENT);
use Exporter                            qw(import);
use File::Glob                          qw(bsd_glob);

our @EXPORT_OK = qw(add_overrides);

# Tag, what it points to below the virtualenv, why it is no mistake, and what has to be there.
my @TAGS = (
    {
        tag    => 'package-installs-python-pycache-dir',
        places => '*/__pycache__/',
        reason => 'dh_virtualenv compiles, not a maintainer script; the modules run with one interpreter only',
        when   => 'cache',
    },
    {
        tag    => 'wrong-path-for-interpreter',
        places => 'bin/*',
        reason => 'a script of a virtualenv has to run the interpreter of the virtualenv',
        when   => 'script',
    },
    {
        tag    => 'python3-script-but-no-python3-dep',
        places => 'bin/*',
        reason => 'the virtualenv runs one python3.X, which the package depends on, and not the default one',
        when   => 'undeclared',
    },
    {
        tag    => 'dir-or-file-in-opt',
        places => q{*},
        reason => 'a directory of its own in /opt is what DH_VIRTUALENV_INSTALL_ROOT asks for',
        when   => 'opt',
    },
    {
        tag    => 'arch-dependent-file-in-usr-share',
        places => '*.so*',
        reason => 'a virtualenv keeps modules and machine code in one tree, wherever that is',
        when   => 'object',
    },
);

=head1 FUNCTIONS

=over 4

=item add_overrides($package, @virtualenvs)

Adds overrides for the virtualenvs at these places to those that C<$package> has. What is there already stays.

=back

=cut

sub add_overrides {
    my ($package, @virtualenvs) = @_;
    my $root  = tmpdir($package);
    my @lines = map { overrides($package, $root, $_) } grep { -d "$root$_" } @virtualenvs;
    my $file  = "$root/usr/share/lintian/overrides/$package";
    my %there = map { $_ => 1 } lines($file);
    @lines = grep { not $there{$_->[1]} } @lines;
    return if $dh{NO_ACT} or not @lines;
    install_dir("$root/usr/share/lintian/overrides");
    open(my $handle, '>>', $file) or fail($ENVIRONMENT, "cannot write '$file': $!", 'check its mode');
    print {$handle} map { "# $_->[0]\n$_->[1]\n" } @lines;
    close($handle)            or fail($ENVIRONMENT, "cannot write '$file': $!",           'check the file system');
    chmod(oct('0644'), $file) or fail($ENVIRONMENT, "cannot set the mode of '$file': $!", 'check its owner');
    return;
}

sub lines {
    my ($file) = @_;
    open(my $handle, '<', $file) or return;
    chomp(my @lines = <$handle>);
    close($handle) or fail($ENVIRONMENT, "cannot read '$file': $!", 'check the file system');
    return @lines;
}

# Returns pairs of a reason and an override.
sub overrides {
    my ($package, $root, $virtualenv) = @_;
    my %said = said("$root$virtualenv", $virtualenv);
    $said{undeclared} = $said{script} && relations($package) !~ /(?:^|[\s,|])python3(?:-minimal)?(?:$|[\s,|:])/;
    my @result;
    foreach my $tag (grep { $said{$_->{when}} } @TAGS) {
        my $place = $virtualenv =~ s{^/}{}r;
        my $words = $tag->{places} eq 'bin/*' ? '* ' : q{};
        push(@result, [$tag->{reason}, "$package: $tag->{tag} ${words}[$place/$tag->{places}]"]);
        push(@result, [$tag->{reason}, "$package: $tag->{tag} [" . dirname($place) . '/]'])
          if $tag->{when} eq 'opt' and dirname($place) ne 'opt';
    }
    return @result;
}

# Returns what the package is said to need.
sub relations {
    my ($package) = @_;
    foreach my $paragraph (paragraphs('debian/control')) {
        my %fields = map { lc($_) => $paragraph->{$_} } keys %{$paragraph};
        return join(q{,}, grep { defined } @fields{qw(depends pre-depends recommends)})
          if ($fields{package} // q{}) eq $package;
    }
    return q{};
}

# Returns what the checks look for in a virtualenv.
sub said {
    my ($tree, $place) = @_;
    my %said;
    $said{opt}    = 1 if $place =~ m{^/opt/};
    $said{script} = 1 if grep { -f and not -l and runs_inside($_, $place) } bsd_glob("$tree/bin/*");
    my $look = sub {
        $said{cache}  = 1 if m{/__pycache__\z};
        $said{object} = 1 if $place =~ m{^/usr/share/} and m{[.]so(?:[.]|\z)} and -f and not -l;
    };
    require File::Find;    # for the last step only
    File::Find::find({wanted => $look, no_chdir => 1}, $tree);
    return %said;
}

sub runs_inside {
    my ($file, $place) = @_;
    open(my $handle, '<:raw', $file) or return;
    my $line = <$handle> // q{};
    close($handle) or fail($ENVIRONMENT, "cannot read '$file': $!", 'check the file system');
    return $line =~ m{^\#![ ]*\Q$place\E/bin/python};
}

1;
