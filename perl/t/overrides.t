use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel make_script_wheel);

# What lintian says of a virtualenv, and the overrides in the package.
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, 'one', 'one/__init__.py');
my $plain = tempdir(CLEANUP => 1);
write_file("$plain/plain.pth", "# nothing to compile\n");
make_wheel($wheels, 'plain', $plain);
my $copyright = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
  . "Files: *\nCopyright: 2026 A\nLicense: Expat\n\nLicense: Expat\n Do what you like.\n";
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $rules   = "#!/usr/bin/make -f\n%:\n\tdh \$\@ --with python-virtualenv @offline\noverride_dh_builddeb:\n";

sub built {
    my ($depends, %files) = @_;
    my $source = source_package(
        {app => 'all'},
        'debian/rules'     => $rules,
        'debian/copyright' => $copyright,
        'requirements.txt' => "one\n",
        %files
    );
    chmod(0755, "$source/debian/rules") or die $!;
    my $control = slurp("$source/debian/control") =~
      s/^Description:.*/Depends: $depends\nDescription: application for a test\n It has a virtualenv that lintian looks at, and does nothing else.\n/mr;
    $control =~ s/^Build-Depends:/Section: python\nPriority: optional\nStandards-Version: 4.6.2\nBuild-Depends:/m;
    write_file("$source/debian/control", $control);
    my ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
    is($status, 0, 'debian/rules binary') or diag("$out$err");
    unlike("$out$err", qr/substitution variable \$\{shlibs:Depends\}/, 'dpkg-gencontrol misses nothing');
    return $source;
}

# Returns the tags of overrides that the package has; each has a reason above it.
sub overridden {
    my ($source) = @_;
    my $text     = slurp("$source/debian/app/usr/share/lintian/overrides/app");
    my %tags     = $text =~ /^# \S+ .+\napp: (\S+) (.*)$/mg;
    return \%tags;
}

sub is_content {
    my ($source, $name) = @_;
  SKIP: {
        skip('only if lintian is installed', 1) if system('command -v lintian >/dev/null') != 0;
        my $deb = "$source/app_1.0_all.deb";
        run_in($source, 'dpkg-deb', '--root-owner-group', '--build', 'debian/app', $deb);
        my ($status, $out, $err) = run_in($source, 'lintian', '--allow-root', '--display-info', $deb);
        unlike($out, qr/^[EW]:|unused-override|mismatched-override/m, "lintian: $name") or diag("$out$err");
    }
    return;
}
my $inside = '[usr/share/python/app/bin/*]';
my $cache  = '[usr/share/python/app/*/__pycache__/]';
my $all    = '${misc:Depends}, ${shlibs:Depends}';

my $source = built($all);
is_deeply(
    overridden($source),
    {
        'package-installs-python-pycache-dir' => $cache,
        'wrong-path-for-interpreter'          => "* $inside",
        'python3-script-but-no-python3-dep'   => "* $inside"
    },
    'the default root'
);
ok(!-e "$source/debian/app/usr/share/python/app/include", 'an empty directory for headers is not shipped');
like(slurp("$source/debian/app.substvars"), qr/^shlibs:Depends=$/m, 'no machine code, no relation');
is_content($source, 'the default root');

$source = built("$all, python3", 'debian/app.lintian-overrides' => "# mine\napp: no-manual-page\n");
is_deeply(
    overridden($source),
    {'package-installs-python-pycache-dir' => $cache, 'wrong-path-for-interpreter' => "* $inside"},
    'what does not occur is not overridden'
);
like(
    slurp("$source/debian/app/usr/share/lintian/overrides/app"),
    qr/\A# mine\napp: no-manual-page\n/,
    q{the package's own overrides stay}
);
my ($mode) = qx(stat -c %a $source/debian/app/usr/share/lintian/overrides/app);
is($mode, "644\n", 'and the mode is right');

$source = built($all, 'requirements.txt' => "plain\n");
ok(!-e "$source/debian/app/usr/share/lintian", 'nothing to say, no overrides');

$source = built($all, 'debian/rules' => "${rules}export DH_VIRTUALENV_INSTALL_ROOT = /opt/venvs\n");
is(overridden($source)->{'wrong-path-for-interpreter'}, '* [opt/venvs/app/bin/*]', '/opt/venvs');
my @opt = slurp("$source/debian/app/usr/share/lintian/overrides/app") =~ /dir-or-file-in-opt (.*)$/mg;
is_deeply(\@opt, ['[opt/venvs/app/*]', '[opt/venvs/]'], 'and the directories there');
is_content($source, '/opt/venvs');
done_testing();
