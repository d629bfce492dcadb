package PasswordIndex;

# A package index on the loopback that asks for a user and a password. At each request it looks for the password in all
# command lines of the machine; its log has a line SEEN for each of them, and a line GET for each request.
use strict;
use warnings;
use lib 'perl/t';
use Exporter qw(import);
use IO::Socket::INET;
use TestPackage qw(write_file slurp);

our @EXPORT_OK = qw(loopback start_index);

my $server = <<'PYTHON';
import base64, glob, http.server, os

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

log = open("log", "a")
os.chdir("tree")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
with open("../port", "w") as file:
    file.write(str(server.server_port))
server.serve_forever()
PYTHON
my $pid;

# Returns whether programs of this machine can reach each other.
sub loopback {
    my $listener = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1');
    return defined IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $listener->sockport);
}

# Serves DIRECTORY/tree for user:0penSesame until this program ends, and returns the port; the log is DIRECTORY/log.
sub start_index {
    my ($directory) = @_;
    write_file("$directory/server.py", $server);
    $pid = fork() // die $!;
    if (!$pid) {
        chdir($directory);
        exec('/usr/bin/python3', 'server.py');
    }
    for (1 .. 100) {
        last if slurp("$directory/port");
        select(undef, undef, undef, 0.1);
    }
    return slurp("$directory/port");
}

END { kill('TERM', $pid) if $pid }

1;
