use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP   qw(decode_json);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Machine code made by the compiler, wrapped into wheels, installed by real pip, looked up in the real dpkg database.
my $code = tempdir(CLEANUP => 1);

sub shell {
    my ($command) = @_;
    system("cd $code && $command") == 0 or die "failed: $command";
    return;
}

sub extension {
    my ($name, $c, $flags) = @_;
    write_file("$code/$name.c", $c);
    make_path("$code/trees/$name/$name");
    write_file("$code/trees/$name/$name/__init__.py", "\n");
    shell("gcc -shared -fPIC -o trees/$name/$name/_ext.so $name.c $flags");
    make_wheel("$code/wheels", $name, "$code/trees/$name");
    return;
}
my $say = 'int puts(const char *);';
extension('zed', "$say const char *zlibVersion(void); int f(void) { return puts(zlibVersion()); }", '-l:libz.so.1');
extension('My_Lzma',
    "$say unsigned lzma_version_number(void); unsigned f(void) { puts(\"\"); return lzma_version_number(); }",
    '-l:liblzma.so.5');

my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$code/wheels");

sub built {
    my ($requirements, $packages, %files) = @_;
    my $source = source_package($packages // {app => 'any'}, 'requirements.txt' => $requirements, %files);
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv', '-papp', @offline);
    is($status, 0, "built: $requirements") or diag("$out$err");
    return $source;
}

# Runs dh_virtualenv_shlibdeps; returns the shlibs substvars, its status, output and errors.
sub shlibdeps {
    my ($source, @options) = @_;
    unlink("$source/debian/app.substvars");
    my ($status, $out, $err) = run_in($source, 'dh_virtualenv_shlibdeps', '-papp', @options);
    my %fields = slurp("$source/debian/app.substvars") =~ /^shlibs:(\w+)=(.+)$/mg;    # an empty one is none
    return (\%fields, $status, $out, $err);
}

my $source = built("zed\nMy_Lzma\n");
my ($fields, $status, $out, $err) = shlibdeps($source);
like($fields->{Depends}, qr/^libc6 \(>= [\d.]+\), liblzma5 \(>= \S+\), zlib1g \(>= 1:\S+\)$/, 'all are Depends')
  or diag($err);
is($fields->{Recommends}, undef, 'nothing is recommended');

($fields, $status, $out, $err) = shlibdeps($source, '--recommends=my.lzma');
like($fields->{Depends}, qr/^libc6 \(>= [\d.]+\), zlib1g \(>= 1:\S+\)$/, '--recommends takes it out of Depends')
  or diag($err);
like($fields->{Recommends}, qr/^liblzma5 \(>= \S+\)$/, 'a name in any spelling; what Depends has is not repeated');
is($out, '', 'no warning');

($fields) = shlibdeps($source, '--recommends=zed', '--suggests=my*');
like($fields->{Recommends}, qr/^libc6 \S+ \S+, zlib1g/, 'several strengths');
like($fields->{Suggests},   qr/^liblzma5 \(>= \S+\)$/,  'a glob of names; the strongest relation is kept');
is($fields->{Depends}, undef, 'nothing is left for Depends');
($fields) = shlibdeps($source, '--ignore=lib/**/My_Lzma/*.so', '--recommends=*');
is($fields->{Depends} // '', '', 'a glob of paths');
unlike($fields->{Recommends}, qr/lzma/, 'and the weakest rule counts');
(undef, $status, $out) = shlibdeps($source, '--recommends=pyscopg2');
like($out, qr/warning: no machine code matches 'pyscopg2'/, 'a rule about nothing is said');

(undef, $status, $out) = shlibdeps($source, '--explain');
like(
    $out,
    qr{^Depends    zlib1g \(>= \S+\) <- libz\.so\.1 \(zlibVersion\@\S+\)\n\s+/usr/share/python/app/\S+/zed/_ext\.so$}m,
    '--explain names relation, library, symbol and file'
);
my $json = decode_json(slurp("$source/debian/.debhelper/generated/app/dh_virtualenv_shlibdeps.json"));
my ($reason) = grep { $_->{library} eq 'libz.so.1' } @{$json};
is($reason->{field}, 'Depends', 'JSON: field');
like($reason->{relation}, qr/^zlib1g/,        'JSON: relation');
like($reason->{symbol},   qr/^zlibVersion\@/, 'JSON: symbol');
like($reason->{files}[0], qr{/zed/_ext\.so$}, 'JSON: file');

# Refusals, and how to get past them.
sub refused {
    my ($name, $broken, $error, $hint, @options) = @_;
    ($fields, $status, $out, $err) = shlibdeps($broken, @options);
    is($status, 3, "$name: status") or diag("$out$err");
    like($err, qr/^dh_virtualenv_shlibdeps: error: .*$error/m, "$name: what");
    like($err, qr/^dh_virtualenv_shlibdeps: hint: .*$hint/m,   "$name: hint");
    return;
}
write_file("$code/libc.map", "GLIBC_2.99 { global: later; local: *; };\n");
write_file("$code/stub.c",   "int later(void) { return 0; }\n");
shell('gcc -shared -fPIC -nostdlib -Wl,-soname,libc.so.6,--version-script=libc.map -o libc.so.6 stub.c');
extension('later', 'int later(void); int f(void) { return later(); }', '-nostdlib ./libc.so.6');
refused(
    'too new a C library',
    built("later\n"),
    q{/later/_ext.so' of later 1.0 needs GLIBC_2.99 of 'libc.so.6' \(for later\); }
      . 'the suite of this build has GLIBC_2\.\d+',
    'source with --extra-pip-arg=--no-binary=NAME'
);

write_file("$code/gone$_.c", "int gone$_(void) { return 0; }\n")                           for 1, 2;
shell("gcc -shared -fPIC -nostdlib -Wl,-soname,libgone$_.so.1 -o libgone$_.so.1 gone$_.c") for 1, 2;
extension(
    'gone',
    'int gone1(void); int gone2(void); int f(void) { return gone1() + gone2(); }',
    '-nostdlib ./libgone1.so.1 ./libgone2.so.1'
);
refused(
    'two missing libraries',
    built("gone\n"),
    'gone 1.0 needs what is neither in the package nor on the build machine:',
    q{'dh_virtualenv_shlibdeps --ignore-library=libgone1\.so\.1 --ignore-library=libgone2\.so\.1' into debian/rules}
);
like($err, qr{^  library 'libgone$_\.so\.1', for '\S+/gone/_ext\.so'$}m, "library $_ and its file") for 1, 2;
is(() = $err =~ /: error: /g, 1, 'two missing libraries of a distribution are one error');
my $gone = built("gone\n");
write_file("$gone/debian/python-virtualenv.needs",
    "Distribution: other\nLoads: libgone1.so.*\nStrength: depends\nPackage: gone1\n");
($fields, $status, $out, $err) = shlibdeps($gone);
like($err, qr/  library 'libgone1\.so\.1' of gone1, for /, 'the package of one is known');
like($err, qr/hint: add 'gone1', and what has libgone2\.so\.1 \('apt-file search' names it\), to/, 'to be pasted');
($fields, $status, $out, $err) = shlibdeps($gone, '--optional=**/gone/*.so');
is($status,             0,       'an optional file may miss libraries') or diag($err);
is($fields->{Suggests}, 'gone1', 'and suggests the one that is known');
like($out, qr/: note: .* is optional and needs library 'libgone2\.so\.1'/, 'the other one is said');

$source = built("zed\n");
my ($object) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/zed/_ext.so");
my $content = slurp($object);
write_file($object, substr($content, 0, 18) . "\xF7\0" . substr($content, 20));
refused(
    'another machine',
    $source, q{zed/_ext.so' of zed 1.0 is for another machine: 64-bit LSB machine 247},
    '--ignore=PATH'
);
($fields, $status) = shlibdeps($source, '--ignore=**/zed/_ext.so');
is($status, 0, 'an ignored object may be for another machine');
write_file($object, substr($content, 0, 900));
refused('a damaged object', $source, q{zed/_ext.so' of zed 1.0 is a damaged ELF object: }, '--ignore=PATH');
($fields, $status) = shlibdeps($source, '--ignore=zed');
is($status, 0, 'an ignored object may be damaged');

# Libraries loaded at run time.
sub noted {
    my ($name, $json) = @_;
    $json =~ s/(["\\])/\\$1/g;
    extension($name, <<"C", '-Wall');
#define JSON "$json"
__attribute__((used, section(".note.dlopen"), aligned(4))) static const struct {
    unsigned name_size, size, type;
    char name[4], json[sizeof JSON];
} note = {4, sizeof JSON, 0x407c0c0a, "FDO", JSON};
C
    return;
}
noted('noted',
        '[{"feature":"xz","soname":["libnowhere.so.1","liblzma.so.5"],"priority":"suggested"},'
      . '{"soname":["libz.so.1"],"priority":"required"},{"soname":["libbz2.so.1.0"]},{"soname":["libno.so.9"]}]');
$source = built("noted\n");
($fields, $status, $out, $err) = shlibdeps($source);
like($fields->{Depends}    // '', qr/\bzlib1g\b/,           'dlopen metadata: required') or diag("$out$err");
like($fields->{Recommends} // '', qr/^libbz2-1\.0\b[^,]*$/, 'dlopen metadata: recommended is the default');
like($fields->{Suggests}   // '',
    qr/^liblzma5\b[^,]*$/, 'dlopen metadata: suggested, the first alternative that is there');
like(
    $out,
    qr/warning: '\S+_ext.so' loads 'libno.so.9' at run time, which no package on this machine has/,
    'dlopen metadata: not there'
);
($fields, $status, $out) = shlibdeps($source, '--ignore=noted');
is_deeply([$fields, $out], [{}, ''], 'dlopen metadata: an ignored file adds nothing and is not warned about');

noted('braces', '[{"description":"the {name} of it","soname":["libz.so.1"],"priority":"required"}]');
($fields, $status, $out, $err) = shlibdeps(built("braces\n"));
like($fields->{Depends} // '', qr/\bzlib1g\b/, 'dlopen metadata: braces in a description') or diag("$out$err");
noted('broken', '[{"soname":["libz.so.1"],"priority":"required"');
($fields, $status, $out) = shlibdeps(built("broken\n"));
is($status, 0, 'dlopen metadata: a malformed note fails nothing');
like(
    $out,
    qr{warning: '\S+/broken/_ext.so' of broken 1.0 has a malformed .note.dlopen section: },
    'dlopen metadata: a malformed note is said'
);

make_path("$code/trees/pure/pure");
write_file("$code/trees/pure/pure/__init__.py",
    "import ctypes.util\nctypes.util.find_library('lzma')\nctypes.CDLL(\"libz.so.1\")\nctypes.CDLL(name)\n");
make_wheel("$code/wheels", 'pure', "$code/trees/pure");
$source = built("pure\n");
($fields, $status, $out) = shlibdeps($source);
like($out,
    qr{warning: '/usr/share/python/app/\S+/pure/__init__.py' loads 'liblzma.so.5' at run time: liblzma5\S* has it},
    'find_library');
like($out, qr{warning: \S+ loads 'libz.so.1' at run time: zlib1g\S* has it}, 'CDLL');
is_deeply($fields, {}, 'only warnings');
($fields, $status, $out) = shlibdeps($source, '--dlopen=recommends');
like($fields->{Recommends} // '', qr/^liblzma5\b.*, zlib1g\b/, '--dlopen=recommends');
($fields, $status, $out) = shlibdeps($source, '--dlopen=depends');
like($fields->{Depends} // '', qr/^liblzma5\b.*, zlib1g\b/, '--dlopen=depends');
($fields, $status, $out) = shlibdeps($source, '--dlopen=ignore');
is($out, '', '--dlopen=ignore');
($fields, $status, $out) = shlibdeps($source, '--ignore=pure');
is($out, '', 'an ignored distribution may load what it likes');
($fields, $status, $out) = shlibdeps($source, '--dlopen=depends', '--suggests=pure/__init__.py', '--suggests=pure');
like($fields->{Suggests} // '', qr/^liblzma5\b.*, zlib1g\b/, 'the weaker of --dlopen and the rules counts');

# What is declared to be needed outside Python: by a distribution, and by the project beside debian/ that it is of.
my ($metadata) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/pure-1.0.dist-info/METADATA");
write_file($metadata, "Requires-External: dpkg (>= 1)\n" . slurp($metadata));
write_file("$source/pyproject.toml",
        "[project]\nname = 'Pure'\n[external]\nbuild-requires = ['dep:generic/make']\n"
      . "dependencies = ['dep:generic/libc-bin', 'dep:virtual/compiler/c']\n"
      . "optional-dependencies.more = ['dep:generic/git']\n");
($fields, $status, $out, $err) = shlibdeps($source, '--dlopen=ignore');
is_deeply($fields, {Depends => 'dpkg, libc-bin', Suggests => 'git'}, 'what is declared') or diag($err);
like(
    $out,
    qr{: note: the table 'external' of pyproject.toml asks for 'dep:virtual/compiler/c'},
    'and what is no package'
);

# Programs count wherever they lie, and a static one needs nothing.
write_file("$code/tool.c",
    "const char *zlibVersion(void); int puts(const char *); int main(void) { return puts(zlibVersion()); }\n");
write_file("$code/alone.c", "int main(void) { return 0; }\n");
make_path("$code/trees/programs/programs/libexec");
shell('gcc -pie -fPIE -o trees/programs/programs/libexec/tool tool.c -l:libz.so.1');
make_wheel("$code/wheels", 'programs', "$code/trees/programs");
make_path("$code/trees/static/static");
shell('gcc -static -o trees/static/static/alone alone.c');
make_wheel("$code/wheels", 'static', "$code/trees/static");
($fields, $status, $out, $err) = shlibdeps(built("programs\n"));
like($fields->{Depends} // '', qr/^libc6 \(>= [\d.]+\), zlib1g \(>= \S+\)$/, 'a position-independent executable')
  or diag("$out$err");
($fields, $status, $out, $err) = shlibdeps(built("static\n"));
is($status, 0, 'a static executable') or diag("$out$err");
is_deeply($fields, {}, 'needs nothing');

# A library of another binary package of the same source.
write_file("$code/own.c", "int own(void) { return 1; }\n");
shell('gcc -shared -fPIC -nostdlib -Wl,-soname,libown.so.1 -o libown.so.1 own.c');
extension('user', 'int own(void); int f(void) { return own(); }', '-nostdlib ./libown.so.1');
$source = built(
    "user\n", {app => 'any', libown1 => 'any'},
    'debian/libown1/usr/lib/libown.so.1' => slurp("$code/libown.so.1"),
    'debian/libown1/DEBIAN/shlibs'       => "libown 1 libown1 (>= 1.0)\n"
);
($fields, $status, $out, $err) = shlibdeps($source);
is($fields->{Depends}, 'libown1 (>= 1.0)', 'shlibs of the same source') or diag("$out$err");
write_file("$source/debian/shlibs.local", "libown 1 elsewhere\n");
($fields) = shlibdeps($source);
is($fields->{Depends}, 'elsewhere', 'debian/shlibs.local wins');

# What objects do not tell, and what the packager knows better.
foreach my $name (qw(gitpython pyusb)) {
    make_path("$code/trees/$name/$name");
    write_file("$code/trees/$name/$name/__init__.py", "import ctypes.util\nctypes.util.find_library('usb-1.0')\n");
    make_wheel("$code/wheels", $name, "$code/trees/$name");
}
$source = built("gitpython\npyusb\n");
($fields, $status, $out, $err) = shlibdeps($source, '--explain');
is($fields->{Depends}, 'git, libusb-1.0-0', 'known needs of distributions without machine code') or diag("$out$err");
like($out, qr/^Depends    git <- git \[README, "Requirements": the git executable\]$/m, 'with the evidence');
unlike($out, qr/pyusb' loads/, 'a library of which it is known is not warned about');
($fields, $status, $out) = shlibdeps($source, '--suggests=gitpython', '--ignore=pyusb');
is($fields->{Suggests}, 'git', 'the packager makes them weaker');
is($fields->{Depends},  undef, 'or ignores them');
unlike($out, qr/no machine code matches/, 'and the patterns are not in vain');
write_file("$source/debian/python-virtualenv.needs",
        "Distribution: gitpython\nRuns: git\nStrength: recommends\nPackage: git (>= 1:2.30)\nEvidence: us\n\n"
      . "Distribution: pyusb\nReads: /lib/udev/rules.d/50.rules\nStrength: depends\nPackage: udev\n");
($fields, $status, $out, $err) = shlibdeps($source);
is($fields->{Recommends}, 'git (>= 1:2.30)',    'the source package has its own') or diag("$out$err");
is($fields->{Depends},    'libusb-1.0-0, udev', 'besides those that come with the engine');
write_file("$source/debian/python-virtualenv.needs", "Distribution: gitpython\nRuns: git\nStrength: very\n");
(undef, $status, undef, $err) = shlibdeps($source);
is($status, 3, 'a wrong one is the source package\'s fault');
like(
    $err,
    qr/error: a paragraph of 'debian.python-virtualenv.needs' has the unknown Strength 'very': gitpython\n.*hint: /,
    '... and named'
);

# A search path in /usr/lib leads to libraries that dpkg knows in /lib on suites before all packages were moved.
chomp(my $multiarch = qx(dpkg-architecture -qDEB_HOST_MULTIARCH));
extension('usrlib', "$say int f(void) { return puts(\"\"); }", "-Wl,-rpath,/usr/lib/$multiarch");
($fields, $status, $out, $err) = shlibdeps(built("usrlib\n"));
like($fields->{Depends} // '', qr/^libc6 \(>= [\d.]+\)$/, 'a search path in /usr/lib') or diag("$out$err");
done_testing();
