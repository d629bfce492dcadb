# A virtualenv takes the place of dh_auto_*.
## no critic (RequireExplicitPackage, RequireLocalizedPunctuationVars) - dh defines the functions in package main
use strict;
use warnings;
use Debian::Debhelper::PythonVirtualenv::Options qw(install_root);

insert_before('dh_installinit', 'dh_virtualenv');
insert_before('dh_shlibdeps',   'dh_virtualenv_finish');
insert_after('dh_shlibdeps', 'dh_virtualenv_shlibdeps');
$ENV{DH_VIRTUALENV_FINISHED_LATER} = 1;
remove_command("dh_auto_$_") for qw(configure build test install clean);

(my $root = install_root()) =~ s{/*$}{/};
add_command_options("dh_$_", "-X$root") for qw(strip dwz makeshlibs shlibdeps strip_nondeterminism);
1;
