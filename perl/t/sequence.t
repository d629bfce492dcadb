use strict;
use warnings;
use lib 'perl/t';
use Test::More;
use TestPackage qw(source_package run_in slurp write_file recording_engine);

# What the source has besides.
our %files;

# What dh would run, in order.
sub commands {
    my ($root, @arguments) = @_;
    my $source = source_package({'test-any' => 'any', 'test-all' => 'all'}, %files);
    local $ENV{DH_VIRTUALENV_INSTALL_ROOT} = $root;
    my ($status, $out, $err) = run_in($source, 'dh', @arguments, '--with', 'python-virtualenv', '--no-act');
    is($status, 0, "dh @arguments succeeds") or diag($err);
    return map { s/^\s+|\s+$//gr } split(/\n/, $out);
}

sub position {
    my ($name, @lines) = @_;
    my ($found) = grep { $lines[$_] =~ /^\Q$name\E( |$)/ } 0 .. $#lines;
    return $found // -1;
}

my @binary = commands('', 'binary');
cmp_ok(position('dh_virtualenv', @binary), '>', position('dh_install', @binary), 'after dh_install');
cmp_ok(position('dh_virtualenv', @binary), '<', position('dh_link',    @binary), 'before dh_link');
cmp_ok(
    position('dh_virtualenv_shlibdeps', @binary),
    '==',
    position('dh_shlibdeps', @binary) + 1,
    'dh_virtualenv_shlibdeps follows dh_shlibdeps'
);
foreach my $how ('', '--smoke', '--smoke-import=a', '--smoke-command=a b', '-O--smoke', 'test-all.virtualenv') {
    local $ENV{DH_INTERNAL_TEST_CAN_SKIP} = 1;    # as if it were no --no-act
    my @options = grep { /^-/ } $how;
    local %files = $how && !@options ? ("debian/$how" => "smoke\n") : ();
    my @tried    = commands('', 'binary', @options);
    my $expected = $how ? position('dh_virtualenv_shlibdeps', @tried) + 1 : -1;
    is(position('dh_virtualenv_test', @tried), $expected, "dh_virtualenv_test starts last, if at all: '$how'");
}
cmp_ok(position('dh_virtualenv_shlibdeps', @binary), '<', position('dh_gencontrol', @binary), 'before dh_gencontrol');
is(scalar(grep { /^dh_auto_/ } @binary, commands('', 'clean')), 0, 'no dh_auto_* is left');

foreach my $name (qw(dh_strip dh_dwz dh_makeshlibs dh_shlibdeps dh_strip_nondeterminism)) {
    my ($line) = grep { /^$name( |$)/ } @binary;
    like($line, qr{ -X/usr/share/python/$}, "$name leaves virtualenvs alone");
}

foreach my $root ('/opt/venvs/', '//opt//venvs', '/opt/./venvs/.') {
    my ($strip) = grep { /^dh_strip / } commands($root, 'binary');
    like($strip, qr{ -X/opt/venvs/$}, "another install root, one slash: $root");
}

# Targets that override these commands, too: machine code stays as it is, and says nothing about the package.
my @compiler = qw(gcc -g -shared -fPIC -x c /dev/null);
my %override = ('' => q{}, 'plain' => q{}, 'with options' => ' -v -Xother');
foreach my $name (sort keys %override) {
    recording_engine();
    my $source = source_package({app => 'any'}, 'debian/install' => "lib/* usr/share/python/app/lib\n");
    my $rules  = "#!/usr/bin/make -f\n%:\n\tdh \$\@ --with python-virtualenv\noverride_dh_builddeb:\n";
    if ($name) {
        $rules .= "override_dh_$_:\n\tdh_$_$override{$name}\n"
          foreach qw(strip dwz makeshlibs shlibdeps strip_nondeterminism);
    }
    write_file("$source/debian/rules",   $rules);
    write_file("$source/lib/README.txt", '');
    chmod(0755, "$source/debian/rules") or die $!;
    foreach my $library (['needed', '-o', 'libneeded.so'],
        ['mine', '-o', "$source/lib/libmine.so.1", '-Wl,--no-as-needed', 'libneeded.so'])
    {
        my ($soname, @arguments) = @{$library};
        my ($status, $out, $err) = run_in($source, @compiler, '-x', 'none', "-Wl,-soname,lib$soname.so.1", @arguments);
        is($status, 0, 'there is a library') or diag($err);
    }
    local $ENV{CALLS} = "$source/calls";
    my ($status, $out, $err) = run_in($source, 'debian/rules', 'binary');
    is($status, 0, "dh, overrides: $name") or diag("$out$err");
    my $staged = "$source/debian/app/usr/share/python/app/lib/libmine.so.1";
    ok(slurp($staged) eq slurp("$source/lib/libmine.so.1"), 'machine code is neither stripped nor compressed');
    ok(!-e "$source/debian/app/DEBIAN/shlibs",              'nor published');
    unlike(slurp("$source/debian/app.substvars"), qr/shlibs:Depends=./, 'nor asked what it needs');
}
done_testing();
