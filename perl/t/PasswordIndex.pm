package PasswordIndex;

# A package index on the loopback that asks for a user and a password. At each request it looks for the password in all
# command lines of the machine; its log has a line SEEN for each of them, and a line GET for each request. What lies in
# tree/simple is also offered as /json/, to those who ask for JSON only (PEP 691). As by PyPI, files may be kept for good and
# pages have to be asked for again; what has not changed is told so and not sent.
use strict;
use warnings;
use lib 'perl/t';
use Exporter qw(import);
use IO::Socket::INET;
use TestPackage qw(write_file slurp);

our @EXPORT_OK = qw(loopback start_index $PASSWORD);

# Tests that run meanwhile have another one.
our $PASSWORD = "0penSesame$$";

my $server = <<'PYTHON';
import base64, glob, hashlib, http.server, json, os, ssl

JSON = "application/vnd.pypi.simple.v1+json"
PASSWORD = os.environb[b"INDEX_PASSWORD"]

class Index(http.server.SimpleHTTPRequestHandler):
    kept = {}

    def do_GET(self):
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                with open(path, "rb") as file:
                    line = file.read()
            except OSError:
                continue
            if PASSWORD in line:
                print("SEEN", line, file=log, flush=True)
        wanted = "Basic " + base64.b64encode(b"user:" + PASSWORD).decode()
        print("GET", self.path, self.headers["Authorization"] == wanted, file=log, flush=True)
        self.kept = {}
        if self.headers["Authorization"] != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", "Basic")
            self.end_headers()
        elif not self.path.startswith("/json/"):
            if not self.unchanged():
                super().do_GET()
        elif JSON not in self.headers["Accept"]:
            self.send_error(406)
        else:
            name = self.path.split("/")[2]
            found = [file for file in os.listdir(f"simple/{name}") if file != "index.html"]
            files = [{"filename": file, "url": f"/simple/{name}/{file}", "hashes": {}} for file in found]
            content = json.dumps({"meta": {"api-version": "1.0"}, "name": name, "files": files}).encode()
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def unchanged(self):
        page = os.path.join(self.translate_path(self.path), "index.html")
        if not os.path.exists(page):
            self.kept = {"Cache-Control": "max-age=365000000, immutable"}
            return False
        with open(page, "rb") as file:
            self.kept = {"Cache-Control": "no-cache", "ETag": '"' + hashlib.sha256(file.read()).hexdigest() + '"'}
        if self.headers["If-None-Match"] != self.kept["ETag"]:
            return False
        self.send_response(304)
        self.end_headers()
        return True

    def end_headers(self):
        for header, value in self.kept.items():
            self.send_header(header, value)
        super().end_headers()

    def log_message(self, *arguments):
        pass

log = open("log", "a")
os.chdir("tree")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
if os.path.exists("../server.pem"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("../server.pem")
    server.handle_error = lambda *arguments: None  # clients that do not trust it go away
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
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

# Serves DIRECTORY/tree for user:$PASSWORD until this program ends, and returns the port; the log is DIRECTORY/log. With a
# certificate and its key in DIRECTORY/server.pem it speaks TLS.
sub start_index {
    my ($directory) = @_;
    write_file("$directory/server.py", $server);
    $pid = fork() // die $!;
    if (!$pid) {
        chdir($directory);
        local $ENV{INDEX_PASSWORD} = $PASSWORD;
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
