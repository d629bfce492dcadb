use strict;
use warnings;
use lib 'perl/t';
use Test::More;
use TestPackage qw(source_package run_in);

# What dh would run, in order.
sub commands {
    my ($root, @arguments) = @_;
    my $source = source_package({'test-any' => 'any', 'test-all' => 'all'});
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
done_testing();
