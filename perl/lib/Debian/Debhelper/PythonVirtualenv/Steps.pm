package Debian::Debhelper::PythonVirtualenv::Steps;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::PythonVirtualenv::Steps - which of the dh_auto_* commands a virtualenv takes the place of

=cut

## no critic (RequireLocalizedPunctuationVars) - the commands that dh starts are to have the variable
use strict;
use warnings;
use Debian::Debhelper::Dh_Buildsystems         ();
use Debian::Debhelper::SequencerUtil           ();
use Debian::Debhelper::PythonVirtualenv::Rules qw(works_inside);
use Exporter                                   qw(import);

our @EXPORT_OK = qw(superseded_steps idle_steps left_alone own_arguments);

my @STEPS = map { "dh_auto_$_" } qw(configure build test install clean);

# What makes a directory a Python project, and build systems that are for nothing else.
my @PROJECT = qw(pyproject.toml setup.py setup.cfg);
my %PYTHON  = map { $_ => 1 } qw(pybuild python_distutils none);

=head1 FUNCTIONS

=over 4

=item superseded_steps()

Returns the commands dh_auto_* that B<dh>, in whose process this is called, is not to run. A step
stays if F<debian/rules> has a target for it, C<idle_steps>. All stay if B<dh> was given a build system that is not
one for Python, or if the source has no Python project but something else that debhelper can build.

A Makefile counts if it knows I<DESTDIR>, without which B<dh_auto_install> has no use for it; others
are a developer's list of commands.

=cut

sub superseded_steps {
    return if for_something_else();
    my @superseded = grep { not has_target($_) } @STEPS;

    # What debhelper has for setup.py itself works no more; a rules file that calls a step means its own commands.
    if (@superseded < @STEPS and not defined system_of_dh() and detected(directory_of_dh()) eq 'python_distutils') {
        $ENV{DH_OPTIONS} = join(q{ }, $ENV{DH_OPTIONS} // (), '-O--buildsystem=none');
    }
    return @superseded;
}

=item idle_steps()

Returns the commands dh_auto_* that B<dh> runs only because F<debian/rules> has targets for them. What
such a target calls is its own affair; the command that stands between others does nothing.

=cut

sub idle_steps {
    return if for_something_else();
    return grep { has_target($_) } @STEPS;
}

# Returns whether the steps are for more than the Python project.
sub for_something_else {
    my $system = system_of_dh();
    return not $PYTHON{$system} if defined $system;
    my $directory = directory_of_dh();
    my $detected  = detected($directory);
    return $detected && !(grep { -e "$directory/$_" } @PROJECT) && useful($detected, $directory);
}

sub system_of_dh {
    return value_of([qw(buildsystem S)], own_arguments());
}

sub directory_of_dh {
    return value_of([qw(sourcedirectory sourcedir D)], own_arguments()) // q{.};
}

sub has_target {
    my ($command) = @_;
    local $_ = undef;    # debhelper reads the rules file into it
    foreach my $kind (qw(override execute_before execute_after)) {
        foreach my $part (q{}, '-arch', '-indep') {
            return 1 if defined Debian::Debhelper::SequencerUtil::rules_explicit_target("${kind}_$command$part");
        }
    }
    return 0;
}

# Returns the name of the build system that debhelper would choose, or an empty string.
sub detected {
    my ($directory) = @_;
    return q{} if not -d $directory;
    foreach my $step (qw(configure build)) {
        my $system = Debian::Debhelper::Dh_Buildsystems::load_buildsystem(undef, $step, sourcedir => $directory);
        return $system->NAME if $system;
    }
    return q{};
}

sub useful {
    my ($system, $directory) = @_;
    return 1 if $system ne 'makefile';
    my ($file) = grep { -f } map { "$directory/$_" } qw(GNUmakefile makefile Makefile);
    open(my $handle, '<', $file // return 0) or return 0;
    my $found = grep { /\bDESTDIR\b/ } <$handle>;
    close($handle) or return 0;
    return $found > 0;
}

=item left_alone()

Returns whether nothing but debhelper's commands deals with a virtualenv between B<dh_virtualenv> and
B<dh_virtualenv_finish>, so that the former can finish it.

=cut

sub left_alone {
    return (system_of_dh() // q{}) ne 'dh_virtualenv' && !works_inside('debian/rules');
}

=item own_arguments()

Returns the command line of this process, which debhelper does not keep.

=cut

sub own_arguments {
    open(my $handle, '<', '/proc/self/cmdline') or return;
    local $/ = "\0";
    chomp(my @words = <$handle>);
    close($handle) or return;
    return @words;
}

=back

=cut

# Returns the value of the last argument that is an option with one of the names.
sub value_of {
    my ($names, @arguments) = @_;
    my $value;
    foreach my $i (0 .. $#arguments) {
        foreach my $name (@{$names}) {
            my ($option, $equals) = length $name == 1 ? ("-$name", q{=?}) : ("--$name", q{=});
            $value = $1                 if $arguments[$i] =~ /^\Q$option\E$equals(.+)/s;
            $value = $arguments[$i + 1] if $arguments[$i] eq $option and ($arguments[$i + 1] // q{-}) !~ /^-/;
        }
    }
    return $value;
}

1;
