package Debian::Debhelper::PythonVirtualenv;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv - what dh_virtualenv and dh_virtualenv_shlibdeps share

=head1 DESCRIPTION

Starts the Java engine and reads its result files.

=cut

use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv::Machine qw(engine engine_command machine);
use Exporter                                     qw(import);

our @EXPORT_OK = qw(run_engine run_engines paragraphs redacted complain fail $COMMAND_LINE $PACKAGING $ENVIRONMENT);

# Exit statuses, those of the engine's ExitCode.
our ($COMMAND_LINE, $PACKAGING, $ENVIRONMENT) = (2, 3, 5);

=head1 FUNCTIONS

=over 4

=item run_engine(@request)

Runs the engine's command with its arguments, as C<run_engines> does.

=cut

sub run_engine {
    my (@request) = @_;
    return run_engines(sub { }, [q{}, @request]);
}

=item run_engines($after, @requests)

Runs the engine once for several requests, each a reference to a list of the package, a command and its arguments,
one after the other until one fails. Calls C<$after> with the package of each that was done. The requests are handed
over on standard input, so that no process list shows a password in one. Exits with the engine's status if that is
not 0; the engine has said why by then. A signal that would end this program ends the engine first, in good order.

=cut

sub run_engines {
    my ($after, @requests) = @_;
    return if not @requests;
    my @packages = map { shift(@{$_}) } @requests;
    my ($done, @request) = @requests == 1 ? (undef, @{$requests[0]}) : several(@requests);
    verbose_print(redacted(escape_shell(engine_command(), @request)));
    return map { $after->($_) } @packages if $dh{NO_ACT};
    check_installed();
    STDOUT->flush();
    my ($pid, $engine, $caught);
    local @SIG{qw(HUP INT TERM)} = (sub { ($caught) = @_; kill('TERM', $pid) if $pid; return }) x 3;
    ($pid, $engine) = machine()
      or fail($ENVIRONMENT, "cannot start 'java': $!", 'install default-jre-headless (Java 17 or later)');
    local $SIG{PIPE} = 'IGNORE';

    # an engine that has ended has a status; data left in a buffer would make close() lose it
    my @variables = variables();
    my $words     = join(q{}, map { "$_\0" } scalar @variables, @variables, @request);
    while (length $words) {
        substr($words, 0, syswrite($engine, $words) // last, q{});
    }
    close($engine);
    my $status = $?;
    splice(@packages, $done ? done($done) : 0) if $status;
    $after->($_) foreach @packages;
    die_of($caught) if $caught;
    my $signal = $status & 127;
    fail(128 + $signal, "the engine was ended by signal $signal", 'run dh_virtualenv -v for details') if $signal;
    return                                                                                            if not $status;
    exit($status >> 8);
}

# Returns the variables that the engine and the programs that it runs are to see: those of now, not those that were there
# when the machine was begun.
sub variables {
    my %variables = (%ENV, LC_ALL => 'C.UTF-8');
    $variables{DH_VERBOSE} = 1 if $dh{VERBOSE};
    $variables{DH_QUIET}   = 1 if $dh{QUIET};
    $variables{$_}         = dpkg_architecture_value($_) foreach qw(DEB_HOST_ARCH DEB_HOST_MULTIARCH DEB_BUILD_ARCH);

    # Java cannot tell a terminal, because its standard input is none
    my $terminal = -t STDOUT;    ## no critic (ProhibitInteractiveTest) - a file is none, also if it stands for ARGV
    $variables{DH_VIRTUALENV_TERMINAL} = $terminal && ($ENV{TERM} // 'dumb') ne 'dumb' ? 1 : q{};
    return map { "$_=$variables{$_}" } sort keys %variables;
}

# Returns the words of the request that has others in it, with the file in front that is told how many are done.
sub several {
    my (@requests) = @_;
    my $done = generated_file('_source', 'dh_virtualenv.done');
    rm_files($done);
    return ($done, 'several', $done, map { (scalar @{$_}, @{$_}) } @requests);
}

sub done {
    my ($file) = @_;
    open(my $handle, '<', $file) or return 0;
    my $count = <$handle> // 0;
    close($handle) or return 0;
    return $count + 0;
}

# Ends this program by a signal that it has caught, so that its caller knows.
sub die_of {
    my ($signal) = @_;
    local $SIG{$signal} = 'DEFAULT';
    kill($signal, $$);
    exit 1;
}

# Says which package is missing instead of letting the shell's message stand alone.
sub check_installed {
    fail(
        $ENVIRONMENT,
        q{no Java runtime found: 'java' is not in PATH},
        'install default-jre-headless (Java 17 or later)'
    ) if not grep { -x "$_/java" } split(/:/, $ENV{PATH});
    my $engine = engine();
    fail($ENVIRONMENT, "the engine '$engine' does not exist", 'install dh-python-virtualenv again') if not -e $engine;
    return;
}

=item redacted($text)

Returns the text with user names and passwords in URLs replaced by stars.

=cut

sub redacted {
    my ($text) = @_;
    return $text =~ s{(?<=://)[^/?#\s'"]*@}{****@}gr;
}

=item complain($what, $hint)

Prints a line that says what is wrong and one that says what to do.

=cut

sub complain {
    my ($what, $hint) = @_;
    return eval { error(redacted($what) . "\n" . basename($0) . ": hint: $hint") } // print {*STDERR} $@;
}

=item fail($status, $what, $hint)

Complains and ends the command with C<$status>.

=cut

sub fail {
    my ($status, @problem) = @_;
    complain(@problem);
    exit $status;
}

=item paragraphs($file)

Returns the paragraphs of a deb822(5) file as hash references, fields by name, as bytes; none if the
file does not exist. In values of several lines the leading blanks are gone and a full stop alone is
an empty line.

=back

=cut

sub paragraphs {
    my ($file) = @_;
    return if not -e $file;
    open(my $handle, '<:raw', $file) or fail($ENVIRONMENT, "cannot read '$file': $!", 'check its mode');
    local $/ = q{};
    my @paragraphs;
    while (my $text = <$handle>) {
        $text =~ s/^#.*\n//mg;
        my %fields = $text =~ /^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t].*)*)/mg;
        s/\n[ \t](?:[.]$)?/\n/mg foreach values %fields;
        push(@paragraphs, \%fields) if %fields;
    }
    close($handle) or fail($ENVIRONMENT, "cannot read '$file': $!", 'check the file system');
    return @paragraphs;
}

1;
