use strict;
use warnings;
use lib 'perl/t';
use File::Path    qw(make_path);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp make_wheel small_project uv);

# A private index: TLS with a certificate of one's own authority, a user and a password. Both reach pip, and the pip that
# pip starts for an isolated build, in every way that users know, and nobody else sees the password. They reach
# uv as well, which decides for a second package.
plan(skip_all => 'needs a loopback interface') if not loopback();
plan(skip_all => 'needs openssl')              if not grep { -x "$_/openssl" } split(/:/, $ENV{PATH});

my $index = tempdir(CLEANUP => 1);
foreach my $name (qw(frob tool)) {
    write_file("$index/$name/$name.py", "NAME = '$name'\n");
    make_wheel("$index/tree/simple/$name", $name, "$index/$name");
    write_file("$index/tree/simple/$name/index.html", qq{<a href="$name-1.0-py3-none-any.whl">$name</a>\n});
}
my $authority = <<'SHELL';
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=An authority' -keyout ca.key -out ca.pem
openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >extensions
openssl x509 -req -days 30 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile extensions -out server.crt
cat server.crt server.key >server.pem
SHELL
my ($status, $out, $err) = run_in($index, 'sh', '-euc', $authority);
is($status, 0, 'an authority and a certificate') or diag($err);
my $port = start_index($index);
my $uv   = uv();
my $source;
my $bin = tempdir(CLEANUP => 1);
symlink($uv, "$bin/uv") or die $! if $uv;
$ENV{PATH} = "$bin:$ENV{PATH}";

# Builds from the index, with these variables; FILES are those of the source and of a home directory. They and values of
# variables may say %SOURCE%, %HOME% and %PORT%.
sub build {
    my ($variables, $files, @arguments) = @_;
    my %source = ('requirements.txt' => "frob\n", small_project('import tool', 'tool'), 'debian/app.virtualenv' => '');
    $source{'debian/other.virtualenv'} = "installer=uv\nskip-install\n" if $uv;
    $source = source_package({app => 'all', other => 'all'}, %source);
    my $home = tempdir(CLEANUP => 1);
    my $fill = sub { $_[0] =~ s/%SOURCE%/$source/gr =~ s/%HOME%/$home/gr =~ s/%PORT%/$port/gr };
    write_file($fill->($_), $fill->($files->{$_})) foreach keys %{$files};
    chmod(0600, glob("$home/*"));
    local $ENV{HOME} = $home;
    my %all =
      (DH_VERBOSE => 1, PIP_CONFIG_FILE => '/dev/null', map { $_ => $fill->($variables->{$_}) } keys %{$variables});
    local @ENV{keys %all} = values %all;
    truncate("$index/log", 0) if -e "$index/log";
    my @result = run_in($source, 'dh_virtualenv', map { $fill->($_) } @arguments);
    my @found  = split(/\n/, qx(grep -rl $PASSWORD $source));
    unlike("@result[1, 2]", qr/$PASSWORD/, 'no password in the output');
    is("@found", '', 'and in no file');
    return @result;
}

sub works {
    my ($name, @how) = @_;
    ($status, $out, $err) = build(@how);
    is($status, 0, "$name: works") or diag("$out$err");
    my $log = slurp("$index/log");
    like($log, qr{^GET /simple/frob/frob-\S+ True$}m, "$name: a requirement came from the index");
    like($log, qr{^GET /simple/tool/tool-\S+ True$}m, "$name: the tool of an isolated build came from it");
    unlike($log, qr/^SEEN/m, "$name: the password is in no command line");
  SKIP: {
        skip('needs uv', 1) if not $uv;
        like($out, qr/^\t\S+uv pip compile/m, "$name: uv has decided, too");
        ok(-e "$source/debian/other/usr/share/python/other/bin/python3", "$name: for the other package");
    }
    return;
}

my $authority_file = slurp("$index/ca.pem");
my $subject        = qx(openssl x509 -hash -noout -in $index/ca.pem) =~ s/\s//r;
my %ca             = ('%SOURCE%/debian/ca.pem' => $authority_file);
my %netrc          = ('%HOME%/.netrc'          => "machine localhost login user password $PASSWORD\n");
my $named          = "https://user:$PASSWORD\@localhost:%PORT%";
works('PIP_CERT', {PIP_CERT => 'debian/ca.pem', REQUESTS_CA_BUNDLE => '/etc/passwd', PIP_INDEX_URL => "$named/simple"},
    \%ca);
works('REQUESTS_CA_BUNDLE and JSON',
    {REQUESTS_CA_BUNDLE => '%SOURCE%/debian/ca.pem', PIP_INDEX_URL => "$named/json"}, \%ca);
works(
    'SSL_CERT_FILE and .netrc',
    {SSL_CERT_FILE => 'debian/ca.pem', PIP_INDEX_URL => 'https://localhost:%PORT%/simple'},
    {%ca, %netrc}
);
works(
    'a configuration file and NETRC',
    {NETRC => '%HOME%/secret', HOME => '/nonexistent', PIP_CONFIG_FILE => '%HOME%/pip.conf'},
    {
        %ca,
        '%HOME%/secret'   => "machine localhost login user password $PASSWORD\n",
        '%HOME%/pip.conf' => "[global]\nindex-url = https://localhost:%PORT%/json\ncert = debian/ca.pem\n"
    }
);
works(
    '--cert with a directory',
    {SSL_CERT_DIR                             => '/nonexistent', PIP_INDEX_URL => "$named/simple"},
    {"%SOURCE%/debian/authorities/$subject.0" => $authority_file},
    '--extra-pip-arg=--cert', '--extra-pip-arg=debian/authorities'
);
works('--trusted-host', {PIP_INDEX_URL => "$named/simple"}, {}, '--extra-pip-arg=--trusted-host=localhost');

sub refused {
    my ($name, $code, $hint, @how) = @_;
    foreach my $package ('app', $uv ? 'other' : ()) {
        ($status, $out, $err) = build(@how, "-p$package");
        is($status, $code, "$name, $package");
        like($err, qr/^dh_virtualenv: hint: $hint/m, "$name, $package: what to do") or diag($err);
    }
    return;
}
my %once = (PIP_INDEX_URL => "$named/simple", PIP_RETRIES => 0);
refused('an authority that nobody knows', 4, qr/the certificate of the index cannot be verified.*PIP_CERT/, \%once, {});
refused(
    'a certificate that is not there',
    4,
    qr/'.*ca[.]pem' is not there: check PIP_CERT/,
    {%once, PIP_CERT => 'ca.pem'}, {}
);
refused(
    'a wrong password',
    4,
    qr/the index asks for a user and password/,
    {PIP_CERT => 'debian/ca.pem', PIP_INDEX_URL => 'https://user:wrong@localhost:%PORT%/simple'}, \%ca
);
done_testing();
