use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel);

# Several binary packages of one source, built as an ordinary user by real dh with what DEB_BUILD_OPTIONS can ask for.
my $wheels = tempdir(CLEANUP => 1);
foreach my $name (qw(one two)) {
    my $tree = tempdir(CLEANUP => 1);
    write_file("$tree/$name.py", "VALUE = '$name'\n");
    make_wheel($wheels, $name, $tree);
}
chmod(0755, $wheels) or die $!;
my $from =
  "extra-pip-arg=--no-index\nextra-pip-arg=--find-links=$wheels\nextra-pip-arg=--find-links=/usr/share/python-wheels\n";
my $setup = "from setuptools import Extension, setup\n"
  . "setup(name='app', version='1.0', py_modules=['app'], ext_modules=[Extension('native', ['native.c'])])\n";
my @user  = $> == 0 ? qw(setpriv --reuid=65534 --regid=65534 --clear-groups) : ();
my %files = (
    'setup.py' => $setup,
    'app.py'   => "VALUE = 'app'\n",
    'native.c' =>
      "#include <stdio.h>\nvoid hello(void) { puts(\"\"); }\n#ifdef __OPTIMIZE__\nint optimized;\n#else\nint plain;\n#endif\n",
    'requirements.txt'       => "one\n",
    'tool/requirements.txt'  => "two\n",
    'debian/app.virtualenv'  => "# the application\n$from",
    'debian/tool.virtualenv' => "$from\nsourcedirectory=tool\ninstall-suffix=app\nignore=*\n",
    'debian/rules'           => "#!/usr/bin/make -f\n%:\n\tdh \$\@ --with python-virtualenv\n"
      . "override_dh_auto_test:\n\ttouch tested\n"
      . "override_dh_builddeb:\n\tmkdir -p debs\n\tdh_builddeb --destdir=debs\n",
);

sub built {
    my ($options, @targets) = @_;
    my $source = source_package({app => 'any', tool => 'any', 'app-doc' => 'all'}, %files);
    write_file("$source/debian/control",
        slurp("$source/debian/control") =~ s/^(?=Description:)/Depends: \${misc:Depends}, \${shlibs:Depends}\n/mgr);
    chmod(0755, "$source/debian/rules")                or die $!;
    system('chown', '-R', '65534:65534', $source) == 0 or die 'no owner' if @user;
    local @ENV{qw(DEB_BUILD_OPTIONS DEB_RULES_REQUIRES_ROOT HOME)} = ($options, 'no', '/nonexistent');
    my $log = q{};
    foreach my $target (@targets) {
        my ($status, $out, $err) = run_in($source, @user, 'debian/rules', $target);
        is($status, 0, "$target with DEB_BUILD_OPTIONS='$options'") or diag("$out$err");
        $log .= $out;
    }
    return ($source, $log);
}

sub symbols {
    my ($source) = @_;
    my ($object) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/native*.so");
    return scalar(qx(nm $object 2>&1)), scalar(qx(nm -D $object));
}

my ($source, $log) = built('', 'build', 'binary-arch', 'binary-indep');
my $site = 'usr/share/python/app/lib/python3*/site-packages';
my ($one, $two) = map { glob("$source/debian/$_/$site") } qw(app tool);
ok(-e "$one/one.py" && -e "$one/app.py"  && !-e "$one/two.py", 'app has its requirements and the project');
ok(-e "$two/two.py" && !-e "$two/app.py" && !-e "$two/one.py", 'tool has its own, at the same place');
ok(!-e "$source/debian/app-doc/usr/share/python", 'app-doc has none');
ok(-e "$source/tested",                           'tests are run');
my ($symbols, $dynamic) = symbols($source);
like($symbols, qr/no symbols/,   'what was compiled is stripped');
like($dynamic, qr/ optimized$/m, 'and optimized');
my %depends =
  map { $_ => slurp("$source/debian/$_/DEBIAN/control") =~ /^Depends: (.*)$/m ? $1 : q{} } qw(app tool app-doc);
like($depends{app},  qr/libc6.*python3[.]\d|python3[.]\d.*libc6/, 'app depends on what its machine code needs');
like($depends{tool}, qr/^python3[.]\d+$/,                         'tool on the interpreter only');
is($depends{'app-doc'},                           q{}, 'app-doc on nothing');
is(scalar(() = glob("$source/debs/*_1.0_*.deb")), 3,   'three packages');
like($log, qr/^getting the requirements/m, 'what is done is said');

($source,  $log)     = built('nocheck noopt nostrip terse parallel=1', 'binary');
($symbols, $dynamic) = symbols($source);
unlike($symbols, qr/no symbols/, 'nostrip');
like($dynamic, qr/ plain$/m, 'noopt');
ok(!-e "$source/tested", 'nocheck');
unlike($log, qr/^(?:getting|building|Looking|Processing)/m, 'terse');

# A part of a virtualenv in another package: with what its machine code needs, and not as long as it is valid elsewhere.
my $parts = tempdir(CLEANUP => 1);
write_file("$parts/native.c", "#include <stdio.h>\nvoid hello(void) { puts(\"\"); }\n");
my ($failed, undef, $said) = run_in($parts, 'gcc', '-shared', '-fPIC', '-o', 'native.so', 'native.c');
is($failed, 0, 'there is machine code') or diag($said);
unlink("$parts/native.c")               or die $!;
make_path("$parts/part-1.0.data/data/share");
rename("$parts/native.so", "$parts/part-1.0.data/data/share/native.so") or die $!;
write_file("$parts/part-1.0.data/scripts/script", "#!python\n");
make_wheel($wheels, 'part', $parts, 'py3-none-manylinux2014_x86_64');
my %when = (dh_virtualenv => 3, dh_virtualenv_finish => 0);

foreach my $command (sort keys %when) {
    my $rules = <<"MAKE";
#!/usr/bin/make -f
%:
	dh \$\@ --with python-virtualenv
override_dh_virtualenv:
	dh_virtualenv -papp --extra-pip-arg=--no-index --extra-pip-arg=--find-links=$wheels
execute_after_$command:
	mkdir -p debian/plugin/usr/share/python/app/bin
	cd debian/app && mv --target-directory=../plugin/usr/share/python/app usr/share/python/app/share
	mv debian/app/usr/share/python/app/bin/script debian/plugin/usr/share/python/app/bin
override_dh_builddeb:
MAKE
    my $shared =
      source_package({app => 'any', plugin => 'any'}, 'requirements.txt' => "part\n", 'debian/rules' => $rules);
    chmod(0755, "$shared/debian/rules") or die $!;
    my ($status, $out, $err) = run_in($shared, 'debian/rules', 'binary');
    is($status != 0, $when{$command} != 0, "moved after $command") or diag("$out$err");
    if ($status) {
        like(
            $err,
            qr{error: '\S+/bin/script' of the virtualenv '/usr/share/python/app' .*\n.*hint: .*_after_dh_virtualenv_finish},
            'is said'
        );
        next;
    }
    like(slurp("$shared/debian/plugin.substvars"), qr/^shlibs:Depends=libc6/m, 'what it needs');
    unlike(slurp("$shared/debian/app.substvars"), qr/^shlibs:Depends=\S/m, 'is no need of the other any more');
}

# One engine for all packages. What was done before one of them failed stays and is known, and the rest is not tried.
my %all   = (aa => 'any', bb => 'any', cc => 'any');
my @build = ('dh_virtualenv', '-v', '--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $three = source_package(\%all, 'requirements.txt' => "one\n", 'sub/requirements.txt' => "none-such\n");
my ($status, $out, $err) = run_in($three, @build);
is($status, 0, 'three packages') or diag("$out$err");
is(scalar(() = $out =~ /^\s*java .*[.]jar /mg), 1, 'one engine');
is(scalar(() = $out =~ / --dry-run /g),         1, 'one decision for all, since they ask for the same');
is(scalar(() = glob("$three/debian/??/usr/share/python/??/lib/python3*/site-packages/one.py")),
    3, 'each has a virtualenv');

foreach my $command (qw(dh_virtualenv_finish dh_virtualenv_shlibdeps)) {
    ($status, $out, $err) = run_in($three, $command, '-v');
    is(scalar(() = $out =~ /^\s*java .*[.]jar /mg), 1, "one engine for $command") or diag("$out$err");
}
$three = source_package(
    \%all,
    'requirements.txt'     => "one\n",
    'debian/bb.virtualenv' => "preinstall=none-such\n",
    map { ("debian/$_.virtualenv" => q{}) } qw(aa cc)
);
foreach my $run (1, 2) {
    ($status, $out, $err) = run_in($three, @build);
    is($status, 4, "the second fails, run $run") or diag("$out$err");
    is_deeply([map { s{.*/}{}r } glob("$three/debian/{aa,bb,cc}/usr/share/python/*")], ['aa'], 'the first is there');
    like(slurp("$three/debian/aa.substvars"), qr/^misc:Depends=python3/m, 'and has its relation');
    is(scalar(() = slurp("$three/debian/aa.prerm.debhelper") =~ /^dh_venv_install_dir=/mg), 1,
        'and its fragment, once');
    ok(!-e "$three/debian/$_.substvars" && !-e "$three/debian/$_.prerm.debhelper", "$_ has nothing") foreach qw(bb cc);
}
done_testing();
