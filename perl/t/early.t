use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_script_wheel small_project);

# The project is built while its requirements are decided and installed, if they can make no difference to it.
my $wheels = tempdir(CLEANUP => 1);
make_script_wheel($wheels, 'one', 'one/__init__.py');
my @offline = ('--extra-pip-arg=--no-index', "--extra-pip-arg=--find-links=$wheels");
my $marks   = tempdir(CLEANUP => 1);

# Makes a virtualenv of a project whose back end writes its process and then runs a line; returns what run_in does.
sub virtualenv {
    my ($requirements, $line, @arguments) = @_;
    unlink("$marks/build", "$marks/one");
    my $code   = "with open('$marks/build', 'w') as mark:\n    mark.write(str(os.getpid()))\n$line";
    my $source = source_package({app => 'all'}, 'requirements.txt' => $requirements, small_project($code));
    return ($source, run_in($source, 'dh_virtualenv', @offline, @arguments));
}

sub ended {
    my $process = slurp("$marks/build");
    my ($state) = slurp("/proc/$process/stat") =~ /\)\s(\S)/;    # a zombie only waits for its parent
    return $process =~ /\A\d+\z/ && ($state // 'Z') eq 'Z';
}

my ($source, $status, $out, $err) = virtualenv("one\n", 'print("a line")');
is($status, 0, 'both are installed') or diag("$out$err");
is(scalar(() = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/{one,proj}-*")),
    2, 'they are there');
like($out, qr/requirements.*building the project.*2 distributions/s, 'the log has the usual order');
is(scalar(() = $out =~ /building the project/g), 1, 'and says it once');

($source, $status, $out, $err) = virtualenv("one\nmissing\n", 'time.sleep(600)');
is($status, 4, 'a requirement is missing');
like($err, qr/missing/, 'that is what is said');
ok(!-e "$marks/build" || ended(),                 'nobody goes on building');
ok(!-e "$source/debian/app/usr/share/python/app", 'nothing is left in the package');

($source, $status, $out, $err) = virtualenv("one\n", 'raise SystemExit("no such luck")');
is($status, 4, 'the project cannot be built');
like($err, qr/could not build the project.*no such luck/s, 'that is what is said');
is(scalar(() = "$out$err" =~ /no such luck/g), 1, 'once');

# What may make a difference comes first.
my %before = (
    'no isolation'       => ["one\nmissing\n", '--extra-pip-arg=--no-build-isolation'],
    'an abbreviation'    => ["one\nmissing\n", '--extra-pip-arg=--no-build-iso'],
    'a directory'        => ["./sub\nmissing\n"],
    'an editable one'    => ["-e sub\nmissing\n"],
    'a URL'              => ["sub @ file://$wheels/sub\nmissing\n"],
    'a preinstalled one' => ["missing\n", '--preinstall=./sub'],
);
foreach my $name (sort keys %before) {
    my ($requirements, @arguments) = @{$before{$name}};
    (undef, $status) = virtualenv($requirements, q{}, @arguments);
    isnt($status, 0, "$name, and something is missing");
    ok(!-e "$marks/build", 'the project was not begun');
}
{
    local $ENV{PIP_NO_BUILD_ISOLATION} = '0';
    (undef, $status) = virtualenv("one\nmissing\n", q{});
    isnt($status, 0, 'no isolation by a variable');
    ok(!-e "$marks/build", 'the project was not begun');
}

# A build back end writes down where it works, as maturin does in its SBOM.
my $sbom = 'proj-1.0.dist-info/sboms/proj.json';
foreach my $later (0, 1) {
    local @ENV{qw(DH_VIRTUALENV_FINISHED_LATER DH_VIRTUALENV_LEFT_ALONE)} = ($later, q{});
    ($source, $status, $out, $err) =
      virtualenv("one\n", "more = {'$sbom': 'path+file://' + os.getcwd(), 'proj.bin': '\\0' + os.getcwd()}");
    is($status, 0, 'a project that names the directory of its build') or diag("$out$err");
    my ($site) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages");
    like(slurp("$site/$sbom"), qr{\Apath[+]file:///source/\w+\z}, 'a text forgets it');
    my @warnings = grep { /temporary directory/ } split(/\n/, "$out$err");
    is(scalar(@warnings), 1, 'one warning') or diag("$out$err");
    like($warnings[0], qr/warning: .*'lib\S*proj[.]bin' \(binary\)/, 'names what is no text');
}

# What the program reads is another matter: it would look for files where none are.
my $module = "more = {'proj/place.py': 'HOME = %r\\n' % os.getcwd()}";
foreach my $later (0, 1) {
    local @ENV{qw(DH_VIRTUALENV_FINISHED_LATER DH_VIRTUALENV_LEFT_ALONE)} = ($later, q{});
    ($source, $status, $out, $err) = virtualenv("one\n", $module);
    is($status, 3, 'a module that names the directory of its build is refused') or diag("$out$err");
    like($err, qr/error: the directory where .* 'lib\S+place[.]py'\n.*hint: .*--allow-build-path=GLOB/, 'and named');
    ok(!-e "$source/debian/app/usr/share/python/app", 'nothing is left in the package');
    ($source, $status, $out, $err) = virtualenv("one\n", $module, '--allow-build-path=**/place.py');
    is($status, 0, 'unless the packager says that it is harmless') or diag("$out$err");
    my ($place) = glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/proj/place.py");
    like(slurp($place), qr{\AHOME = '/source/\w+'\n\z}, 'the temporary directory is forgotten all the same');
}

done_testing();
