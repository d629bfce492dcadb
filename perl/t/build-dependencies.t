use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use Cwd        qw(getcwd);
use File::Copy qw(copy);
use File::Path qw(make_path);
use Test::More;
use TestPackage                                        qw(source_package run_in write_file slurp);
use Debian::Debhelper::PythonVirtualenv::SourceControl qw(minimal_versions counts_symbol_versions);

# Which minimal versions Build-Depends ask for is what dpkg-shlibdeps makes of the same debian/control: an object that
# needs zlib gets the version of libacl1-dev (Build-Depends-Package in its symbols file).
# The level of debhelper is no matter here, and Build-Depends of a case say none; from trixie on X-DH-Compat does.
$ENV{DH_COMPAT} = 13;

my $here   = getcwd();
my $source = source_package({app => 'any'});
my $object = "$source/debian/app/usr/lib/app/user.so";
write_file("$source/user.c", "int acl_free(void *); int f(void) { return acl_free(0); }\n");
make_path("$source/debian/app/DEBIAN", "$source/debian/app/usr/lib/app");
is(system("gcc -shared -fPIC -o $object $source/user.c -l:libacl.so.1"), 0, 'gcc');
chomp(my $host = qx(dpkg-architecture -qDEB_HOST_ARCH));

sub control {
    my (%fields) = @_;
    my $text = "Source: test\nMaintainer: A <a\@example.org>\n";
    $text .= "$_: $fields{$_}\n" foreach sort keys %fields;
    $text .= "X-DH-Compat: 13\n" if $text !~ /debhelper-compat/;
    write_file("$source/debian/control", "$text\nPackage: app\nArchitecture: any\nDescription: test\n");
    return;
}

sub asked {
    chdir($source) or die $!;
    my $minimal = minimal_versions();
    chdir($here) or die $!;
    return $minimal;
}

sub relations {
    my ($substvars) = @_;
    my ($relations) = $substvars =~ /^shlibs:Depends=(.*)$/m;
    return join(', ', sort split(/, /, $relations // q{}));
}

write_file("$source/debian/.debhelper/generated/app/dh_virtualenv.result", "Virtualenv: /usr/lib/app\n");
my %cases = (
    'libacl1-dev (>= 99)'                                                         => '99',
    'libacl1-dev (>> 99)'                                                         => '99',
    'libacl1-dev'                                                                 => undef,
    'libacl1-dev (<< 99)'                                                         => undef,
    'libacl1-dev (= 99)'                                                          => undef,
    'libacl1-dev:any (>= 99)'                                                     => '99',
    'libacl1-dev:native (>= 99)'                                                  => '99',
    "libacl1-dev (>= 99) [$host]"                                                 => '99',
    "libacl1-dev (>= 99) [!$host]"                                                => undef,
    "libacl1-dev (>= 99) [any-$host]"                                             => '99',
    "libacl1-dev (>= 99) [linux-$host]"                                           => '99',
    'libacl1-dev (>= 99) [linux-any]'                                             => '99',
    'libacl1-dev (>= 99) [kfreebsd-any]'                                          => undef,
    "libacl1-dev (>= 99) [!kfreebsd-any !hurd-any]"                               => '99',
    'libacl1-dev (>= 99) <cross>'                                                 => undef,
    'libacl1-dev (>= 99) <!cross>'                                                => '99',
    'libacl1-dev (>= 99) <!nocheck>'                                              => '99',
    'libacl1-dev (>= 99) <cross> <!nocheck>'                                      => '99',
    "libacl1-dev (>= 99) [linux-any] <!nocheck>"                                  => '99',
    'acl-ng-dev (>= 98) | libacl1-dev (>= 99)'                                    => '99',
    'libacl1-dev (>= 9), libacl1-dev (>= 99), libacl1-dev (>= 100)'               => '100',
    "debhelper-compat (= 13),\n# libacl1-dev (>= 98),\n libacl1-dev (>= 99~rc1)," => '99~rc1',
);
foreach my $relation (sort keys %cases) {
    control('Build-Depends' => $relation);
    is(asked()->{'libacl1-dev'}, $cases{$relation}, $relation);
    my (undef, $theirs, $err) = run_in($source, 'dpkg-shlibdeps', '-O', "-e$object");
    my ($version) = $theirs =~ /libacl1 \(>= ([^)]*)\)/ or diag($err);
    is($version =~ /^(?:99|100)/ ? $version : undef, $cases{$relation}, '  and so says dpkg-shlibdeps');
    unlink("$source/debian/app.substvars");
    my ($status, $out, $complaint) = run_in($source, 'dh_virtualenv_shlibdeps');
    is($status,                                          0, '  dh_virtualenv_shlibdeps') or diag("$out$complaint");
    is(relations(slurp("$source/debian/app.substvars")), relations($theirs), '  has the relations of dpkg-shlibdeps');
}

control(
    'Build-Depends'       => 'libacl1-dev (>= 2)',
    'Build-Depends-Arch'  => 'libacl1-dev (>= 99)',
    'Build-Depends-Indep' => 'libacl1-dev (>= 100)'
);
is(asked()->{'libacl1-dev'}, '99', 'Build-Depends-Arch counts, Build-Depends-Indep does not');
control('Build-Depends' => 'libacl1-dev (>= 99) <!nocheck>, liblzma-dev (>= 98) <nocheck>');
is_deeply(asked(), {'libacl1-dev' => '99'}, 'no build profile');
{
    local $ENV{DEB_BUILD_PROFILES} = 'nocheck';
    my $program = 'print join(" ", %{minimal_versions()})';
    my @module  = ("-I$here/perl/lib", '-MDebian::Debhelper::PythonVirtualenv::SourceControl=minimal_versions');
    my (undef, $minimal) = run_in($source, $^X, @module, '-e', $program);
    is($minimal, 'liblzma-dev 98', 'the build profile nocheck');
}
control();
is_deeply(asked(), {}, 'no Build-Depends');

# A relation that nobody can read ends the build before it is ignored.
control('Build-Depends' => 'libacl1-dev (>= 99');
my ($status, $out, $err) = run_in($source, 'dh_virtualenv_shlibdeps');
is($status, 3, 'a damaged relation: status 3');
like($err, qr/^dh_virtualenv_shlibdeps: error: cannot parse Build-Depends.*\n.*hint: /m, 'and it is named');

# Whether symbol versions count is asked of the dpkg that is here.
my $counts = system('grep -rq "sub add_verneed_symbol" /usr/share/perl5/Dpkg/Shlibs') == 0;
is(!!counts_symbol_versions(), !!$counts, 'symbol versions count if dpkg-shlibdeps counts them');

# What the engine is told; the expected relation is that of dpkg-shlibdeps.
control('Build-Depends' => "libacl1-dev (>= 99) [any-$host], liblzma-dev (>= 98) <cross>");
($status, $out, $err) = run_in($source, 'dh_virtualenv_shlibdeps', '--no-act', '-v');
like($out, qr/ --build-dependency=libacl1-dev=99 .*-- app /, 'the engine is told');
unlike($out, qr/liblzma/, 'nothing else');
is($out =~ /--count-symbol-versions/ ? 1 : 0, $counts ? 1 : 0, 'and whether symbol versions count');
done_testing();
