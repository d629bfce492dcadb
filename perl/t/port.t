use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file make_wheel);

# An index on this machine, on the port that every URL means that names none: --index-url=http://localhost/simple.
my @private = ('unshare', '--net', $> == 0 ? () : '--map-root-user');
my ($forbidden) = run_in('/', @private, 'ip', 'link', 'set', 'lo', 'up');
plan(skip_all => 'only if networks can be made') if $forbidden;

my $index = tempdir(CLEANUP => 1);
write_file("$index/frob/frob.py", "VALUE = 1\n");
make_wheel("$index/tree/simple/frob", 'frob', "$index/frob");
my $script = <<'SHELL';
ip link set lo up
/usr/bin/python3 -m http.server --bind 127.0.0.1 --directory "$1" 80 >"$1/../log" 2>&1 &
until /usr/bin/python3 -c 'import socket; socket.create_connection(("localhost", 80))' 2>"$1/../wait"; do
	kill -0 $!
done
shift
status=0
"$@" || status=$?
kill $!
exit $status
SHELL
my $source = source_package({app => 'all'}, 'requirements.txt' => "frob\n");
my ($status, $out, $err) = run_in($source, @private, 'sh', '-euc', $script, 'sh',
    "$index/tree", 'dh_virtualenv', '--index-url=http://localhost/simple');
is($status, 0, 'works') or diag("$out$err");
ok(scalar(glob("$source/debian/app/usr/share/python/app/lib/python3*/site-packages/frob.py")), 'all is there');
unlike($err, qr/warning/, 'and there is nothing to warn of');
done_testing();
