use strict;
use warnings;
use lib 'perl/t';
use Test::More;
use TestPackage qw(source_package run_in slurp recording_engine);

# Which of dh_auto_* a virtualenv takes the place of. An engine that only writes down how it was called keeps this short.
recording_engine();
my $makefile = <<'MAKE';
all: hello
hello: hello.c
	$(CC) -o $@ $<
check: hello
	./hello
install: hello
	install -D hello $(DESTDIR)/usr/bin/hello
clean:
	rm -f hello
MAKE
my %c       = ('Makefile' => $makefile, 'hello.c' => "int main(void) { return 0; }\n");
my $add_on  = '--with python-virtualenv';
my $targets = join(q{}, map { "override_dh_auto_$_:\n\techo ours >>ran.$_\n" } qw(configure build test install));
my $clean   = "execute_after_dh_auto_clean:\n\techo ours >ran.clean\n";

# Runs debian/rules with dh $arguments and more lines; returns the source, and the output.
sub ran {
    my ($target, $arguments, $more, %files) = @_;
    my $rules  = "#!/usr/bin/make -f\n%:\n\tdh \$\@ $arguments\noverride_dh_gencontrol override_dh_builddeb:\n$more";
    my $source = source_package({app => 'any'}, %files, 'debian/rules' => $rules);
    chmod(0755, "$source/debian/rules") or die $!;
    local $ENV{CALLS} = "$source/calls";
    my ($status, $out, $err) = run_in($source, 'debian/rules', $target);
    is($status, 0, "$target by dh $arguments: " . join(q{ }, sort keys %files)) or diag("$out$err");
    return ($source, $out);
}

# A C program beside a virtualenv: nothing but the stock rules file.
my @c = ('requirements.txt' => "one\n", %c);
my ($source, $out) = ran('binary', $add_on, '', @c);
ok(-x "$source/debian/app/usr/bin/hello", 'a Makefile beside requirements.txt is built, tested and installed');
like($out,                   qr{^\./hello$}m,           'and tested');
like(slurp("$source/calls"), qr/^build .* -- app any/m, 'and so is the virtualenv');
my ($status) = run_in($source, 'debian/rules', 'clean');
ok(!-e "$source/hello", 'and cleaned');
($source, $out) = ran('binary', $add_on, '',
    'Makefile.PL' => "use ExtUtils::MakeMaker;\nWriteMakefile(NAME => 'X', VERSION => '1');\n");
like($out, qr/^   dh_auto_configure/m, 'so is what has a Makefile.PL');

# Beside a Python project, or if nothing installs with it, a Makefile is a developer's.
foreach my $name ('pyproject.toml', 'setup.py', 'setup.cfg') {
    ($source, $out) = ran('binary', $add_on, '', %c, $name => '');
    unlike($out, qr/dh_auto_/, "$name takes their place");
}
($source, $out) = ran('build', $add_on, '', 'Makefile' => "all:\n\tfalse\n", 'requirements.txt' => '');
unlike($out, qr/dh_auto_/, 'a Makefile without DESTDIR is not for us');
($source, $out) = ran('build', "$add_on -Dsub", '', %c, 'sub/setup.py' => '');
unlike($out, qr/dh_auto_/, 'the source directory of dh counts');
($source, $out) = ran('build', "$add_on --buildsystem=pybuild", '', @c);
unlike($out, qr/dh_auto_/, 'pybuild is for Python, too');
foreach my $option ('--buildsystem=makefile', '--buildsystem makefile', '-Smakefile') {
    ($source, $out) = ran('binary', "$add_on $option", '', %c, 'setup.py' => '');
    ok(-x "$source/debian/app/usr/bin/hello", "$option says that the Makefile is meant");
}

# What debian/rules names is run, whatever the source is. What debhelper has for setup.py is not meant by dh_auto_*.
foreach my $files ([], ['setup.py' => "raise SystemExit('no')\n"], ['pyproject.toml' => '']) {
    ($source, $out) = ran('binary', $add_on, $targets . $clean, @{$files});
    is(slurp("$source/ran.$_"), "ours\n", "override_dh_auto_$_") foreach qw(configure build test install);
    ($status, $out, my $err) = run_in($source, 'debian/rules', 'clean');
    is($status,                    0,        'clean') or diag("$out$err");
    is(slurp("$source/ran.clean"), "ours\n", 'execute_after_dh_auto_clean');
}
($source, $out) = ran(
    'build', $add_on,
    "override_dh_auto_build-arch:\n\tdh_auto_build\n\techo arch >ran\n",
    'setup.py' => "raise SystemExit('no')\n"
);
is(slurp("$source/ran"), "arch\n", 'override_dh_auto_build-arch, which calls dh_auto_build');
($source, $out) = ran('build', $add_on, "override_dh_auto_build:\n\tdh_auto_build --buildsystem=makefile\n",
    %c, 'setup.py' => "raise SystemExit('no')\n");
ok(-x "$source/hello", 'a build system that is named there is used');
($source, $out) =
  ran('binary', $add_on, "execute_before_dh_auto_build:\n\techo before >ran\n", %c, 'pyproject.toml' => q{});
is(slurp("$source/ran"), "before\n", 'execute_before_dh_auto_build beside a Makefile of a developer');
ok(!-e "$source/hello", 'which nobody has asked for');
{
    local $ENV{DEB_BUILD_OPTIONS} = 'nocheck';
    ($source, $out) = ran('binary', $add_on, $targets, @c);
    ok(!-e "$source/ran.test", 'nocheck');
    ($source, $out) = ran('binary', $add_on, '', @c);
    unlike($out, qr{^\./hello$}m, 'nocheck without an override');
}
done_testing();
