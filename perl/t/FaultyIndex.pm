package FaultyIndex;

# A package index on the loopback that fails in a way that the first part of the path names, and another host that it
# sends its clients to. Both write a line for each request into a log: the port, whether it had credentials, the path.
use strict;
use warnings;
use lib 'perl/t';
use Exporter    qw(import);
use TestPackage qw(write_file slurp);

our @EXPORT_OK = qw(start_faulty_index);

my $server = <<'PYTHON';
import gzip, hashlib, http.server, json, os, sys, threading, time

JSON = "application/vnd.pypi.simple.v1+json"

class Index(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        print(self.server.server_port, bool(self.headers["Authorization"]), self.path, file=log, flush=True)
        self.close_connection = True
        self.fault, *rest = self.path.strip("/").split("/")
        fault = self.fault.partition(".")[0]
        if rest[0] == "simple":
            kind, content = "page", self.page(rest[1])
        else:
            kind = "file"
            with open(os.path.join("files", rest[-1]), "rb") as file:
                content = file.read()
        name = fault.partition("-")[2] if fault.startswith(kind) else fault
        getattr(self, name, self.whole)(kind, content)

    def page(self, name):
        files = []
        for file in sorted(os.listdir("files")):
            if file.lower().replace("_", "-").startswith(name + "-"):
                with open(os.path.join("files", file), "rb") as content:
                    digest = hashlib.sha256(content.read()).hexdigest()
                if self.fault == "hash":
                    digest = digest[::-1]
                hashes = {} if self.fault.endswith(".unhashed") else {"sha256": digest}
                files.append({"filename": file, "url": f"/{self.fault}/files/{file}", "hashes": hashes})
        return json.dumps({"meta": {"api-version": "1.0"}, "name": name, "files": files}).encode()

    def answer(self, kind, content, status=200, length=None, **headers):
        self.send_response(status)
        headers.setdefault("Content_Type", JSON if kind == "page" else "application/octet-stream")
        headers["Content_Length"] = len(content) if length is None else length
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(content)

    def whole(self, kind, content):
        self.answer(kind, content)

    def error500(self, kind, content):
        self.answer(kind, b"Traceback", 500, Content_Type="text/plain")

    def error404(self, kind, content):
        self.answer(kind, b"Not Found", 404, Content_Type="text/plain")

    def busy(self, kind, content):
        self.answer(kind, b"Busy", 503, Content_Type="text/plain", Retry_After=86400)

    def reset(self, kind, content):
        self.connection.close()

    def hang(self, kind, content):
        if kind == "file":
            self.answer(kind, content[: len(content) // 2], length=len(content))
        time.sleep(3600)

    def half(self, kind, content):
        self.answer(kind, content[: len(content) // 2], length=len(content))

    def short(self, kind, content):
        self.answer(kind, content[: len(content) // 2])

    def gzip(self, kind, content):
        packed = gzip.compress(content)
        self.answer(kind, packed[: len(packed) // 2], Content_Encoding="gzip")

    def html(self, kind, content):
        self.answer(kind, b"<!DOCTYPE html><title>Please log in</title>")

    def login(self, kind, content):
        self.answer(kind, b"<!DOCTYPE html><title>Please log in</title>", Content_Type="text/html")

    def empty(self, kind, content):
        self.answer(kind, b"")

    def redirect(self, kind, content):
        self.answer(kind, b"", 302, Location=f"http://localhost:{other.server_port}/whole/" + self.path.split("/", 2)[2])

    def log_message(self, *arguments):
        pass

log = open("log", "a")
servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index) for _ in range(2)]
other = servers[1]
threading.Thread(target=other.serve_forever, daemon=True).start()
with open("port.new", "w") as file:
    file.write(" ".join(str(server.server_port) for server in servers))
os.rename("port.new", "port")
servers[0].serve_forever()
PYTHON
my $pid;

# Serves the wheels in DIRECTORY/files until this program ends; returns the ports of both hosts. The log is
# DIRECTORY/log.
sub start_faulty_index {
    my ($directory) = @_;
    write_file("$directory/server.py", $server);
    $pid = fork() // die $!;
    if (!$pid) {
        chdir($directory)                                     or die $!;
        open(STDERR, '>', 'errors')                           or die $!;
        exec('/usr/bin/python3', '-Xutf8', '-B', 'server.py') or die $!;
    }
    for (1 .. 100) {
        last if slurp("$directory/port");
        select(undef, undef, undef, 0.1);
    }
    return split(q{ }, slurp("$directory/port"));
}

END { kill('TERM', $pid) if $pid }

1;
