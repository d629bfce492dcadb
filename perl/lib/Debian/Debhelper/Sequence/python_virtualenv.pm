# A virtualenv takes the place of dh_auto_*, of those that are for nothing else.
## no critic (RequireExplicitPackage, RequireLocalizedPunctuationVars) - dh defines the functions in package main
use strict;
use warnings;
use Debian::Debhelper::PythonVirtualenv::Options qw(excluding commands);
use Debian::Debhelper::PythonVirtualenv::Steps   qw(superseded_steps idle_steps left_alone);
insert_before('dh_installinit', 'dh_virtualenv');
insert_before('dh_shlibdeps',   'dh_virtualenv_finish');
insert_after('dh_shlibdeps', $_) foreach qw(dh_virtualenv_test dh_virtualenv_shlibdeps);
@ENV{qw(DH_VIRTUALENV_FINISHED_LATER DH_VIRTUALENV_LEFT_ALONE)} = (1, left_alone());
remove_command($_) foreach superseded_steps();
add_command_options($_,      '--buildsystem=none') foreach idle_steps();
add_command_options("dh_$_", excluding()) foreach qw(strip dwz makeshlibs shlibdeps dlopenlibdeps strip_nondeterminism);
$ENV{PATH} = join(q{:}, commands(), $ENV{PATH});
1;
