package Debian::Debhelper::PythonVirtualenv;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv - what dh_virtualenv and dh_virtualenv_shlibdeps share

=head1 DESCRIPTION

Starts the Java engine and reads its result files. The option tables stand here once; they equal the
options that C<java -jar ENGINE build --help> and C<shlibdeps --help> list.

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Exporter qw(import);

our @EXPORT_OK = qw(%BUILD_OPTIONS %SHLIBDEPS_OPTIONS run_engine paragraphs getopt_table);

# How an option travels: flag, value or list to the engine's command line; an upper case word
# is the environment variable that carries the value, so that no process list shows it.
our %BUILD_OPTIONS = (
    'allow-build-path'                => 'list',
    'extra-index-url'                 => 'PIP_EXTRA_INDEX_URL',
    'extra-pip-arg'                   => 'list',
    'extras'                          => 'list',
    'index-url'                       => 'PIP_INDEX_URL',
    'install-suffix'                  => 'value',
    'preinstall'                      => 'list',
    'python'                          => 'value',
    'requirements'                    => 'value',
    'skip-install'                    => 'flag',
    'sourcedirectory|D'               => 'value',
    'system-package'                  => 'list',
    'use-system-packages|S'           => 'flag',
    'use-system-packages-at-run-time' => 'flag',
    'with-pip'                        => 'flag',
);

our %SHLIBDEPS_OPTIONS = (
    'dlopen'         => 'value',
    'explain'        => 'flag',
    'ignore'         => 'list',
    'ignore-library' => 'list',
    'recommends'     => 'list',
    'suggests'       => 'list',
);

my $ENGINE = $ENV{DH_VIRTUALENV_ENGINE} || '/usr/share/dh-python-virtualenv/dh-python-virtualenv-engine.jar';

=head1 FUNCTIONS

=over 4

=item getopt_table($options, $values)

Returns a reference to the table that Dh_Lib's C<init> takes; the values given on the command line
are collected in the hash C<$values>, lists by reference.

=cut

sub getopt_table {
    my ($options, $values) = @_;
    my %table;
    foreach my $name (keys %{$options}) {
        my $type   = $options->{$name};
        my $suffix = $type eq 'flag' ? q{} : $type eq 'value' || $type eq 'PIP_INDEX_URL' ? '=s' : '=s@';
        $table{"$name$suffix"} = \$values->{$name};
    }
    return \%table;
}

=item run_engine($command, $options, $values, @arguments)

Runs the engine's C<$command>. Exits with the engine's status if that is not 0; the engine has said
why by then.

=cut

sub run_engine {
    my ($command, $options, $values, @arguments) = @_;
    my (%environment, @given);
    foreach my $name (sort keys %{$options}) {
        my $value = $values->{$name};
        next if not defined $value;
        my $type = $options->{$name};
        (my $long = $name) =~ s/\|.*//;
        if ($type eq 'flag') {
            push(@given, "--$long") if $value;
        } elsif ($type =~ /^[A-Z_]+$/) {
            $environment{$type} = ref($value) ? join(q{ }, @{$value}) : $value;
        } else {
            push(@given, map { "--$long=$_" } ref($value) ? @{$value} : $value);
        }
    }
    check_installed() if not $dh{NO_ACT};
    $environment{LC_ALL}     = 'C.UTF-8';
    $environment{DH_VERBOSE} = 1 if $dh{VERBOSE};
    $environment{DH_QUIET}   = 1 if $dh{QUIET};
    $environment{$_}         = dpkg_architecture_value($_) for qw(DEB_HOST_ARCH DEB_HOST_MULTIARCH DEB_BUILD_ARCH);
    local @ENV{keys %environment} = values %environment;
    my @jvm = qw(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xms32m);
    doit_noerror('java', @jvm, '-jar', $ENGINE, $command, @given, q{--}, @arguments) and return;
    my $status = $? >> 8;
    fail("the engine was ended by signal $?", "run dh_virtualenv -v for details") if not $status;
    exit $status;
}

# Says which package is missing instead of letting the shell's message stand alone.
sub check_installed {
    fail("no Java runtime found: 'java' is not in PATH", 'install default-jre-headless (Java 17 or later)')
      if not grep { -x "$_/java" } split(/:/, $ENV{PATH});
    fail("the engine '$ENGINE' does not exist", 'install dh-python-virtualenv again') if not -e $ENGINE;
    return;
}

# Ends the command with a line that says what is wrong and one that says what to do.
sub fail {
    my ($what, $hint) = @_;
    error("$what\n" . basename($0) . ": hint: $hint");
    return;
}

=item paragraphs($file)

Returns the paragraphs of a deb822(5) result file as hash references, fields by name; none if the
file does not exist.

=back

=cut

sub paragraphs {
    my ($file) = @_;
    return if not -e $file;
    open(my $handle, '<:encoding(UTF-8)', $file) or error("cannot read $file: $!");
    local $/ = q{};
    my @paragraphs;
    while (my $text = <$handle>) {
        my %fields = $text =~ /^([A-Za-z-]+): (.*)$/mg;
        push(@paragraphs, \%fields);
    }
    close($handle) or error("cannot read $file: $!");
    return @paragraphs;
}

1;
