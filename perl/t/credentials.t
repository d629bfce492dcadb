use strict;
use warnings;
use lib 'perl/t';
use File::Path    qw(make_path);
use File::Temp    qw(tempdir);
use PasswordIndex qw(loopback start_index $PASSWORD);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp small_project);

# An index that asks for a password; at each request it looks for the password in all command lines.
my ($setuptools) = glob('/usr/share/python-wheels/setuptools-*.whl');
plan(skip_all => 'needs the wheel of setuptools') if not $setuptools;

plan(skip_all => 'needs a loopback interface') if not loopback();

my $index = tempdir(CLEANUP => 1);
make_path("$index/tree/simple/setuptools");
(my $wheel = $setuptools) =~ s{.*/}{};
symlink($setuptools, "$index/tree/simple/setuptools/$wheel") or die $!;
write_file("$index/tree/simple/setuptools/index.html", "<a href=\"$wheel\">$wheel</a>\n");
my $port = start_index($index);

my $source = source_package({app => 'all'}, small_project(q{}, 'setuptools'));
my ($status, $out, $err);
{
    local $ENV{PIP_INDEX_URL}       = "http://user:$PASSWORD\@127.0.0.1:$port/simple";
    local $ENV{PIP_EXTRA_INDEX_URL} = "http://user:$PASSWORD\@localhost:$port/simple";
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
