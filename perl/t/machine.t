use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage qw(source_package run_in write_file slurp);

# The engine begins before dh_virtualenv knows what it has to do; whatever that is, nobody may notice.
my $source = source_package({app => 'any'});
is_deeply([run_in($source, 'dh_virtualenv', '--version')], [0, "dh_virtualenv 0.1.0\n", q{}], 'there is nothing to do');

my ($status, $out, $err) = run_in($source, 'dh_virtualenv', '--no-such');
is($status, 2, 'the command line is wrong');
like($err, qr/\Adh_virtualenv: error: unknown option.*\ndh_virtualenv: hint: .*\n\z/, 'nobody else says anything');
is($out, q{}, 'nor on the other stream');

($status, $out, $err) = run_in(tempdir(CLEANUP => 1), 'dh_virtualenv');
isnt($status, 0, 'there is no source package');
unlike("$out$err", qr/standard input/, 'the engine is not heard of');

my $bin = tempdir(CLEANUP => 1);
{
    my ($command) = grep { -x } map { "$_/dh_virtualenv" } split(/:/, $ENV{PATH});
    symlink("/usr/bin/$_", "$bin/$_") foreach qw(perl dpkg dpkg-architecture dpkg-buildflags gcc);
    local $ENV{PATH} = $bin;
    ($status, undef, $err) = run_in($source, $command);
    is($status, 5,           'there is no Java');
    is($err,    <<'MESSAGE', 'that is said once');
dh_virtualenv: error: no Java runtime found: 'java' is not in PATH
dh_virtualenv: hint: install default-jre-headless (Java 17 or later)
MESSAGE
}

# What the engine is told is what counts when it is told.
write_file("$bin/java", <<'PERL');
#!/usr/bin/perl
local $/ = "\0";
open(my $file, '>', "$ENV{SEEN}.begun") or die $!;
print {$file} "@ARGV\0", map { "$_=$ENV{$_}\0" } grep { defined $ENV{$_} } qw(LC_ALL CFLAGS DH_VERBOSE);
close($file);
open($file, '>', "$ENV{SEEN}.told") or die $!;
print {$file} <STDIN>;
close($file);
exit 4;
PERL
chmod(0755, "$bin/java") or die $!;
{
    local $ENV{PATH}   = "$bin:$ENV{PATH}";
    local $ENV{SEEN}   = "$bin/seen";
    local $ENV{LC_ALL} = 'C';
    local $ENV{ODD}    = "a=b\nc\xff";
    ($status) = run_in($source, 'dh_virtualenv', '-v', '--index-url=https://me:secret@host/');
}
is($status, 4, 'an engine that begins early: its status');
my ($words, @begun) = split(/\0/, slurp("$bin/seen.begun"));
like($words, qr/[.]jar - build\z/, 'it knows the command that will probably come, and nothing else');
is_deeply(\@begun, ['LC_ALL=C.UTF-8'], 'and reads names of files as UTF-8');
my ($count, @told) = split(/\0/, slurp("$bin/seen.told"), -1);
my %variables = map { split(/=/, $_, 2) } splice(@told, 0, $count);
is($variables{LC_ALL}, 'C.UTF-8', 'so do the programs that it runs');
like($variables{CFLAGS}, qr/-O2/, 'they see what debhelper has set since');
is($variables{DH_VERBOSE}, 1,            'and what the command line says');
is($variables{ODD},        "a=b\nc\xff", 'bytes of variables are kept');
is($told[0],               'build',      'then comes the request');
ok((grep { $_ eq '--index-url=https://me:secret@host/' } @told), 'with all that is secret');
is(pop(@told), q{}, 'to its end');
done_testing();
