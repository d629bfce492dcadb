package Debian::Debhelper::Buildsystem::dh_virtualenv;

=encoding UTF-8

=head1 NAME

Debian::Debhelper::Buildsystem::dh_virtualenv - makes a source package's virtualenv in steps

=head1 DESCRIPTION

The build system C<dh_virtualenv> of B<dh_auto_build>(1) and its siblings; B<dh_virtualenv>(1)
describes it. The engine makes the virtualenv below the build directory and notes what it has made for
the source package; B<dh_virtualenv> and B<dh_virtualenv_finish> go on with it in the binary package
that has it.

=cut

use strict;
use warnings;
use parent qw(Debian::Debhelper::Buildsystem);
use Cwd    qw(abs_path);
use Debian::Debhelper::Dh_Lib;
use Debian::Debhelper::PythonVirtualenv            qw(run_engine fail $PACKAGING);
use Debian::Debhelper::PythonVirtualenv::Options   qw(request install_root);
use Debian::Debhelper::PythonVirtualenv::Wishes    qw(wishes);
use Debian::Debhelper::PythonVirtualenv::Overrides qw(add_overrides);
use Debian::Debhelper::PythonVirtualenv::Virtualenvs
  qw(result_of source_result adopt_virtualenvs known_virtualenvs add_virtualenvs has_machine_code);

my @PROJECT = qw(pyproject.toml setup.py);

sub DESCRIPTION {
    return 'Python virtualenv (requirements.txt, pyproject.toml, setup.py)';
}

sub DEFAULT_BUILD_DIRECTORY {
    my ($this) = @_;
    return $this->canonpath($this->get_sourcepath('build'));
}

sub check_auto_buildable {
    my ($this) = @_;
    return (grep { -e $this->get_sourcepath($_) } @PROJECT) ? 1 : 0;
}

sub new {
    my ($class, @options) = @_;
    my $this = $class->SUPER::new(@options);
    $this->prefer_out_of_source_building(@options);
    return $this;
}

# Returns a copy of what was asked for, about which wishes() warns.
sub wished {
    my ($this) = @_;
    $this->{wished} //= wishes($this->get_sourcedir());
    return {%{$this->{wished}}};
}

# Returns where the virtualenv will be on the target.
sub place {
    my ($this) = @_;
    return install_root() . q{/} . $this->wished()->{'install-suffix'};
}

sub virtualenv {
    my ($this) = @_;
    return $this->get_buildpath() . $this->place();
}

sub configure {
    my ($this) = @_;
    mkdirs($this->get_buildpath());
    return;
}

# Makes the virtualenv with all but the project, for which commands of debian/rules may still prepare something.
sub build {
    my ($this) = @_;
    my $given  = $this->wished();
    my $file   = $this->get_sourcepath('requirements.txt');
    return if not $given->{requirements} and not $given->{preinstall} and not -f $file;
    $given->{'skip-install'} = 1;
    delete $given->{extras};
    $this->make_virtualenv($given);
    return;
}

# Adds the project and copies the virtualenv; not for the first time if "debian/rules binary" is run again.
sub install {
    my ($this, $destdir) = @_;
    my $given = $this->wished();
    my $made  = -e $this->virtualenv() . '/pyvenv.cfg';
    if (not $made) {
        $this->make_virtualenv($given);
    } elsif (not $given->{'skip-install'} and $this->check_auto_buildable()) {
        delete $given->{preinstall};
        $given->{requirements} = no_requirements();
        $this->make_virtualenv($given);
    }
    my $copy = $destdir . $this->place();
    install_dir(dirname($copy));
    doit('rm', '-rf', q{--}, $copy);
    doit('cp', '-a', '--reflink=auto', q{--}, $this->virtualenv(), $copy);
    return run_engine('relocate', $copy, $copy) if $ENV{DH_VIRTUALENV_FINISHED_LATER};
    close_virtualenv($destdir, $copy);
    return;
}

# Other programs may have put something beside the virtualenv.
sub clean {
    my ($this) = @_;
    return if not -d $this->virtualenv();
    doit('rm', '-rf', q{--}, $this->virtualenv());
    doit('rmdir', '-p', '--ignore-fail-on-non-empty', q{--}, dirname($this->virtualenv()));
    return;
}

sub make_virtualenv {
    my ($this, $given) = @_;
    my ($package) = getpackages();
    local $ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
    $given->{'install-root'}  = install_root();
    $given->{'strip-program'} = cross_command($package, 'strip');
    $this->configure();
    my @source = (sourcepackage(), 'any', $this->get_buildpath(), source_result());
    run_engine('build', request('dh_virtualenv', $given), q{--}, @source);
    return;
}

# Returns the file that stands for a requirements file without anything in it.
sub no_requirements {
    my $file = generated_file('_source', 'dh_virtualenv.requirements');
    if (not $dh{NO_ACT}) {
        open(my $handle, '>', $file) or error("cannot write $file: $!");
        close($handle)               or error("cannot write $file: $!");
        $file = abs_path($file);
    }
    return $file;
}

# Without the add-on nobody finishes it later, and commands that come now do not know what it is.
sub close_virtualenv {
    my ($destdir, $copy) = @_;
    my $add_on = 'add --with python-virtualenv to the dh command in debian/rules';
    my ($package) = grep { (abs_path(tmpdir($_)) // q{}) eq abs_path($destdir) } getpackages();
    fail($PACKAGING, "nobody would say what the virtualenv in '$destdir' needs", $add_on) if not $package;
    adopt_virtualenvs($package);
    my $given   = {'install-root' => install_root(), 'strip-program' => cross_command($package, 'strip')};
    my @request = (request('dh_virtualenv_finish', $given), q{--});
    run_engine('finish', @request, $package, package_declared_arch($package), $destdir, result_of($package));
    add_virtualenvs($package);
    add_overrides($package, known_virtualenvs($package));
    my $object = has_machine_code($copy) // return;
    fail($PACKAGING, "dh_strip and dh_dwz would damage machine code of others such as '$object'", $add_on);
    return;
}

1;
