use strict;
use warnings;
use lib 'perl/t';
use Cwd            qw(abs_path);
use Digest::SHA    qw(sha256_base64);
use File::Basename qw(basename);
use File::Find     qw(find);
use File::Path     qw(make_path remove_tree);
use File::Temp     qw(tempdir);
use Test::More;
use TestPackage qw(run_in slurp);

# pip is the oracle: what it installs without byte code is, after relocation, what the engine installs, file by file
# and byte by byte; RECORD as a set of rows. wheels.list says which wheels of PyPI; WHEELS=all takes those that are
# not for CI as well, WHEELS_MATCH picks by a regular expression, WHEELS_CACHE keeps the downloads.
my $list  = abs_path('perl/t/wheels.list');
my $place = '/usr/share/python/app';
my $work  = tempdir(CLEANUP => 1);
my $cache = $ENV{WHEELS_CACHE} || "$work/cache";
my $top   = abs_path('.');
my $pip   = (glob('/usr/share/python-wheels/pip-*.whl'))[-1];
my @jvm   = qw(java -XX:+UseSerialGC -Xshare:auto);

# It downloads from an index, which builds of packages cannot.
plan(skip_all => 'only if WHEELS is set: downloads are compared with what pip installs') if not $ENV{WHEELS};
plan(skip_all => 'python3-pip-whl is not installed')                                     if not $pip;
plan(skip_all => 'the engine is not built') if not -d "$top/engine/target/test-classes";

# Lines of the list: ci or hand, NAME==VERSION, options of "pip download", a hash sign and what is odd.
my @wheels;
foreach my $line (split(/\n/, slurp($list))) {
    my ($for, $requirement, $options, $refusal) =
      $line =~ m{^(ci|hand)\ +(\S+)((?:\ +--\S+)*)(?:\ +refused:\ (.*?))?\ +\#}x
      or next;
    next if $for eq 'hand'     and ($ENV{WHEELS} // '') ne 'all';
    next if $ENV{WHEELS_MATCH} and $requirement !~ /$ENV{WHEELS_MATCH}/;
    push(@wheels, {requirement => $requirement, options => [split(' ', $options)], refusal => $refusal});
}

make_path($cache);
my ($status, $out, $err) = run_in($work, '/usr/bin/python3', '-m', 'venv', '--without-pip', 'made');
is($status, 0, 'a virtualenv') or BAIL_OUT($err);

# unpacked, so that Python compiles it once
run_in($work, '/usr/bin/python3', '-m', 'zipfile', '-e', $pip, 'pip');

sub pip {
    my (@arguments) = @_;
    return run_in($work, "$work/made/bin/python3", "$work/pip/pip", '--disable-pip-version-check', @arguments);
}

# Returns the wheel, from the cache if it is there.
sub wheel {
    my ($wheel) = @_;
    my $directory = "$cache/$wheel->{requirement}";
    if (not glob("$directory/*.whl")) {
        my @command = ('-q', 'download', '--no-deps', '--only-binary=:all:', '-d', $directory);
        ($status, $out, $err) = pip(@command, @{$wheel->{options}}, $wheel->{requirement});
        diag("$out$err") if $status;
    }
    my ($file) = glob("$directory/*.whl");
    if ($file and @{$wheel->{options}}) {

        # one for another system: the format is the same, only its name is in the way
        (my $any = $file) =~ s/-[^-]+-[^-]+-[^-]+\.whl$/-py3-none-any.whl/;
        rename($file, $any) or die "$file: $!";
        $file = $any;
    }
    return $file;
}

# Wheels that PyPI does not have, as a Python program makes them.
my $made = <<'PYTHON';
import base64, hashlib, sys, zipfile
target = sys.argv[1]

def wheel(name, version, files, **options):
    info = f"{name}-{version}.dist-info"
    files = dict(files)
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n"
    rows = ""
    with zipfile.ZipFile(f"{target}/{name}-{version}-py3-none-any.whl", "w", options.get("method", 8)) as archive:
        for path, content in files.items():
            with archive.open(zipfile.ZipInfo(path), "w", force_zip64=options.get("zip64", False)) as member:
                member.write(content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            quoted = f'"{path}"' if "," in path else path
            rows += f"{quoted},sha256={digest},{len(content)}\r\n"
        archive.writestr(f"{info}/RECORD", rows + f"{info}/RECORD,,\r\n")

wheel("epoch", "1!2.0", {"epoch.py": b""})
wheel("local", "1.0+ubuntu.1", {"local.py": b""})
wheel("Sixty_Four", "1.0", {"sixty_four.py": b"x = 1\n" * 1000}, zip64=True)
wheel("many", "1.0", {f"many/m{i}.py": b"x = %d\n" % i for i in range(10000)})
wheel("stored", "1.0", {"stored.py": b"x = 1\n" * 1000, "empty": b""}, method=0)
wheel("utf8", "1.0", {"utf8/\u00e4\u4e2d\U0001f40d.txt": b"x", "utf8/a, b.txt": b"y"})
wheel("huge", "1.0", {"huge.bin": bytes(range(256)) * 2000000 if len(sys.argv) > 2 else b"x"})
wheel("scripts", "1.0", {
    "scripts-1.0.data/scripts/plain": b"#!python\nprint(1)\n",
    "scripts-1.0.data/scripts/gui": b"#!pythonw\r\nprint(1)\r\n",
    "scripts-1.0.data/scripts/arguments": b"#!python -E\nprint(1)\n",
    "scripts-1.0.data/scripts/env": b"#!/usr/bin/env python3\nprint(1)\n",
    "scripts-1.0.data/scripts/shell": b"#!/bin/sh\necho 1\n",
    "scripts-1.0.data/scripts/nothing": b"",
    "scripts-1.0.data/scripts/point": b"#!python\nold\n",
    "scripts-1.0.data/data/bin/other": b"#!/usr/bin/python3.9 -u\nprint(1)\n",
    "scripts-1.0.data/headers/x.h": b"",
    "scripts-1.0.data/purelib/pure.py": b"",
    "scripts-1.0.data/platlib/plat.py": b"",
    "scripts-1.0.dist-info/entry_points.txt":
        b"# c\n[console_scripts]\npoint = a.b:c.d [x, y]\nsame=a:b\n[gui_scripts]\nsame = c:d\ng-u.i=e : f\n".replace(b" : ", b":"),
    "scripts-1.0.dist-info/direct_url.json": b"{}",
    "scripts-1.0.dist-info/REQUESTED": b"",
})
PYTHON
mkdir("$work/own");
my @huge = ($ENV{WHEELS} // '') eq 'all' ? ('huge') : ();
($status, $out, $err) = run_in($work, '/usr/bin/python3', '-c', $made, "$work/own", @huge);
is($status, 0, 'wheels of our own') or BAIL_OUT($err);

# Returns the files of a tree: path to type, mode and content; RECORD is a sorted list of rows.
sub files {
    my ($tree) = @_;
    my %files;
    my $visit = sub {
        my $path = substr($File::Find::name, length($tree));
        if (-l) {
            $files{$path} = 'link ' . readlink();
        } elsif (-f) {
            my $content = slurp($_);
            $content = join("\n", sort grep { length } split(/\r?\n/, $content))
              if $path =~ m{/site-packages/[^/]+\.dist-info/RECORD$};
            $files{$path} = sprintf('%04o ', (stat)[2] & 07777) . $content;
        }
    };
    find({wanted => $visit, no_chdir => 1}, $tree);
    return \%files;
}

# Differences that a rule explains; each takes what pip has made and changes it into what is to be.
my %rule = (
    'INSTALLER names the tool that has installed (recording installed projects)' => sub {
        my ($files) = @_;
        my $changed = 0;
        my $content = "dh-python-virtualenv\n";
        (my $hash = sha256_base64($content)) =~ tr{+/}{-_};
        foreach my $path (grep { m{/site-packages/[^/]+\.dist-info/INSTALLER$} } keys %{$files}) {
            $files->{$path} = "0644 $content";
            (my $record = $path) =~ s/INSTALLER$/RECORD/;
            $files->{$record} =~
              s{/INSTALLER,sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg,4$}{/INSTALLER,sha256=$hash,21}m;
            $changed = 1;
        }
        return $changed;
    },
    'scripts are executable (binary distribution format: +x if the archive does not say so)' => sub {
        my ($files, $ours) = @_;
        my $changed = 0;
        foreach my $path (grep { m{^/bin/} and $files->{$_} =~ /^0644 / } keys %{$files}) {
            next if ($ours->{$path} // '') !~ /^0755 /;
            $files->{$path} =~ s/^0644/0755/;
            $changed = 1;
        }
        return $changed;
    },
    'RECORD has one row for each file that is there (PEP 627)' => sub {
        my ($files, $ours) = @_;
        my $changed = 0;
        foreach my $path (grep { m{/site-packages/[^/]*\.dist-info/RECORD$} } keys %{$files}) {
            my %rows;
            my ($mode, $text) = $files->{$path} =~ /^(\d+ )(.*)$/s;
            foreach my $row (split(/\n/, $text)) {
                my ($file, $hash) = $row =~ /^("(?:[^"]|"")*"|[^,]*),(?:sha256=)?([^,]*)/;
                $file =~ s/^"(.*)"$/$1/s and $file =~ s/""/"/g;
                my $target  = normal("/lib/python3.11/site-packages/$file");
                my $content = $files->{$target};
                $changed ||= !defined($content) || exists($rows{$target});
                next if not defined $content;
                (my $true = sha256_base64(substr($content, 5))) =~ tr{+/}{-_};
                $rows{$target} = $row if not exists($rows{$target}) or $hash eq $true;
            }
            my @rows = sort values %rows;
            $files->{$path} = $mode . join("\n", @rows);
        }
        return $changed;
    },
    'REQUESTED and direct_url.json of the wheel are not believed (PEP 376, PEP 610)' => sub {
        my ($files, $ours) = @_;
        my $changed = 0;
        foreach my $path (grep { m{/site-packages/[^/]+\.dist-info/(?:REQUESTED|direct_url\.json)$} } keys %{$files}) {
            (my $record = $path) =~ s{[^/]+$}{RECORD};
            my $name = basename($path);
            if (not exists($ours->{$path})) {
                delete $files->{$path};
                $files->{$record} =~ s{^[^\n]*/\Q$name\E,[^\n]*\n?}{}m;
                $changed = 1;
            }
        }
        return $changed;
    },
);

sub normal {
    my ($path) = @_;
    my @parts;
    foreach my $part (split(m{/}, $path)) {
        if ($part eq '..') {
            pop(@parts);
        } elsif ($part ne '.' and $part ne '') {
            push(@parts, $part);
        }
    }
    return '/' . join('/', @parts);
}

sub difference {
    my ($theirs, $ours) = @_;
    my @lines;
    my %all = (%{$theirs}, %{$ours});
    foreach my $path (sort keys %all) {
        my ($pip, $engine) = ($theirs->{$path}, $ours->{$path});
        next if defined $pip and defined $engine and $pip eq $engine;
        if (defined $pip and defined $engine and $path =~ m{/RECORD$}) {
            my %pip    = map { $_ => 1 } split(/\n/, $pip);
            my %engine = map { $_ => 1 } split(/\n/, $engine);
            push(@lines, map { "$path: only pip: $_" } sort grep { !$engine{$_} } keys %pip);
            push(@lines, map { "$path: only engine: $_" } sort grep { !$pip{$_} } keys %engine);
        } else {
            push(@lines, "$path: " . join(' / ', map { defined ? substr($_, 0, 200) : 'none' } $pip, $engine));
        }
    }
    return @lines;
}

# One engine for all wheels.
open(my $errors, '>', "$work/engine.err") or die $!;
require IPC::Open3;
my @class_path = ("$top/engine/target/test-classes", "$top/engine/target/classes", "$top/engine/target/lib/*");
my $pid        = IPC::Open3::open3(
    my $to, my $from, '>&' . fileno($errors),
    @jvm,   '-cp',
    join(':', @class_path),
    'org.dhvirtualenv.engine.wheel.InstallMain'
);
$to->autoflush(1);

sub engine {
    my ($tree, $wheel) = @_;
    print {$to} join("\t", $tree, $place, 'unpack', $wheel) . "\n";
    chomp(my $answer = readline($from) // 'refused: no answer; ' . slurp("$work/engine.err"));
    return $answer;
}

my $relocate = sub {
    my ($tree) = @_;
    my ($failed, undef, $why) = run_in($work, @jvm, '-jar', $ENV{DH_VIRTUALENV_ENGINE}, 'relocate', $tree, $place);
    return $failed ? $why : 0;
};

($status, $out, $err) = run_in($work, '/usr/bin/python3', '-m', 'venv', '--without-pip', '--prompt', 'app', 'empty');
is($status || $relocate->("$work/empty"), 0, 'an empty virtualenv at its place') or BAIL_OUT($err);

my %count = (same => 0, explained => 0, refused => 0);
my %explained;
foreach my $wheel (@wheels, map { {requirement => basename($_), file => $_} } sort glob("$work/own/*.whl")) {
    my $name = $wheel->{requirement};
    my $file = $wheel->{file} // wheel($wheel);
    if (not $file) {
        fail("$name cannot be downloaded");
        next;
    }
    remove_tree("$work/theirs", "$work/ours");
    run_in($work, '/usr/bin/python3', '-m', 'venv', '--without-pip', '--prompt', 'app', 'theirs');
    run_in($work, 'cp', '-a', 'empty', 'ours');
    my $answer = engine("$work/ours", $file);
    if ($answer ne 'done') {
        my $expected = $wheel->{refusal};
        ok($expected && $answer =~ /\Q$expected\E/, "$name is refused") or diag($answer);
        $count{refused}++;
        next;
    }
    ($status, $out, $err) =
      run_in($work, "$work/theirs/bin/python3", "$work/pip/pip",
        qw(-q --disable-pip-version-check install --no-compile --no-deps), $file);
    my $failure = $status ? "pip: $out$err" : $relocate->("$work/theirs");
    if ($failure) {
        fail("$name: $failure");
        next;
    }
    my ($theirs, $ours) = (files("$work/theirs"), files("$work/ours"));
    my @rules = grep { $rule{$_}->($theirs, $ours) } sort keys %rule;
    my @left  = difference($theirs, $ours);
    ok(!@left, $name) or diag(join("\n", @left[0 .. ($#left < 9 ? $#left : 9)]));
    push(@{$explained{$_}}, $name) foreach @rules;
    $count{@rules > 1 ? 'explained' : 'same'}++;
}
close($to);
waitpid($pid, 0);
diag("$count{same} wheels equal, $count{explained} equal by a rule, $count{refused} refused");
foreach my $rule (sort keys %explained) {
    diag(scalar(@{$explained{$rule}}) . " by: $rule" . (@{$explained{$rule}} < 20 ? " (@{$explained{$rule}})" : ''));
}
done_testing();
