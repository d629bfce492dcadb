package Debian::Debhelper::PythonVirtualenv::Machine;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Machine - the Java machine that the engine runs in

=head1 DESCRIPTION

Uses no other module of ours or debhelper's, so that the machine can start while those are read.

=cut

use strict;
use warnings;
use Exporter qw(import);

our @EXPORT_OK = qw(engine engine_command begin_machine machine);

# The engine runs for less than a second or waits for other programs: what starts fast is fast, and the optimising
# compiler never earns what it takes.
my @JVM = qw(-XX:+UseSerialGC -Xshare:auto -Xms32m -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1);

# The process and its standard input, once it is begun.
my ($process, $input);

=head1 FUNCTIONS

=over 4

=item engine()

Returns the file that holds the engine.

=cut

sub engine {
    return $ENV{DH_VIRTUALENV_ENGINE} || '/usr/share/dh-python-virtualenv/dh-python-virtualenv-engine.jar';
}

=item engine_command()

Returns the words that start the engine; a command of its own follows, with its arguments. For a shell:

 perl -MDebian::Debhelper::PythonVirtualenv::Machine=engine_command -e 'print join(" ", engine_command())'

=cut

sub engine_command {
    my @temporary    = $ENV{TMPDIR} ? "-Djava.io.tmpdir=$ENV{TMPDIR}" : ();    # java takes no notice of TMPDIR
    my ($processors) = ($ENV{DEB_BUILD_OPTIONS} // q{}) =~ /(?<!\S)parallel=([1-9]\d*)(?!\S)/;
    my @processors   = $processors ? "-XX:ActiveProcessorCount=$processors" : ();
    return ('java', @JVM, @temporary, @processors, '-jar', engine());
}

=item begin_machine($command)

Starts the engine, so that it gets ready while its caller still finds out what it has to do, which will probably be a
request for C<$command>. If nobody gives it one, it ends without a word. One that has begun already is enough.

=cut

sub begin_machine {
    my (@command) = @_;
    return if $process;
    no warnings 'exec';    ## no critic (ProhibitNoWarnings) - machine() returns nothing then, and its caller tells
    local $ENV{LC_ALL} = 'C.UTF-8';    # or Java reads names of files otherwise
    $process = open($input, q{|-}, engine_command(), q{-}, @command);
    return;
}

=item machine()

Returns the engine's process and the handle on which it waits for a request; nothing if it cannot be started. The next
call starts another one.

=back

=cut

sub machine {
    begin_machine();
    my @machine = $process ? ($process, $input) : ();
    ($process, $input) = ();
    return @machine;
}

1;
