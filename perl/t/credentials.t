use strict;
use warnings;
use lib 'perl/t';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use Test::More;
use TestPackage qw(source_package run_in write_file slurp);

# An index that asks for a password; at each request it looks for the password in all command lines.
my ($setuptools) = glob('/usr/share/python-wheels/setuptools-*.whl');
plan(skip_all => 'needs the wheel of setuptools') if not $setuptools;

my $listener = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1');
IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $listener->sockport)
  or plan(skip_all => 'needs a loopback interface');

my $index = tempdir(CLEANUP => 1);
make_path("$index/tree/simple/setuptools");
(my $wheel = $setuptools) =~ s{.*/}{};
symlink($setuptools, "$index/tree/simple/setuptools/$wheel") or die $!;
write_file("$index/tree/simple/setuptools/index.html", "<a href=\"$wheel\">$wheel</a>\n");
write_file("$index/server.py",                         <<'PYTHON');
import base64, glob, http.server, os, sys

class Index(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                with open(path, "rb") as file:
                    line = file.read()
            except OSError:
                continue
            if b"0penSesame" in line:
                print("SEEN", line, file=log, flush=True)
        wanted = "Basic " + base64.b64encode(b"user:0penSesame").decode()
        print("GET", self.path, self.headers["Authorization"] == wanted, file=log, flush=True)
        if self.headers["Authorization"] != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", "Basic")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *arguments):
        pass

log = open("log", "w")
os.chdir("tree")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
with open("../port", "w") as file:
    file.write(str(server.server_port))
server.serve_forever()
PYTHON
my $pid = fork() // die $!;
if (!$pid) {
    chdir($index);
    exec('/usr/bin/python3', 'server.py');
}
END { kill('TERM', $pid) if $pid }
for (1 .. 100) {
    last if slurp("$index/port");
    select(undef, undef, undef, 0.1);
}
my $port = slurp("$index/port");

my $source = source_package(
    {app => 'all'},
    'pyproject.toml' => "[build-system]\nrequires = ['setuptools']\nbuild-backend = 'backend'\nbackend-path = ['.']\n",
    'backend.py'     => <<'PYTHON');
import zipfile


def build_wheel(directory, config_settings=None, metadata_directory=None):
    name = "proj-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{directory}/{name}", "w") as wheel:
        wheel.writestr("proj-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: proj\nVersion: 1.0\n")
        wheel.writestr("proj-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("proj-1.0.dist-info/RECORD", "")
    return name
PYTHON
my ($status, $out, $err);
{
    local $ENV{PIP_INDEX_URL}       = "http://user:0penSesame\@127.0.0.1:$port/simple";
    local $ENV{PIP_EXTRA_INDEX_URL} = "http://user:0penSesame\@localhost:$port/simple";
    local $ENV{DH_VERBOSE}          = 1;
    ($status, $out, $err) = run_in($source, 'dh_virtualenv', '--extra-pip-arg=-v');
}
my $log = slurp("$index/log");
is($status, 0, 'an isolated build from an index with a password') or diag("$out$err");
like($log, qr{^GET /simple/setuptools/setuptools-\S+ True$}m, 'the build tools came from it');
unlike($log,       qr/^SEEN/m,     'the password was on no command line at any request');
unlike("$out$err", qr/0penSesame/, 'nor in the output');
my $files = qx(grep -rl 0penSesame "$source");
is($files, '', 'nor in any file');
done_testing();
