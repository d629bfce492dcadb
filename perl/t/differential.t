use strict;
use warnings;
use lib 'perl/t', 'perl/lib';
use Dpkg::Deps     qw(deps_parse);
use File::Basename qw(dirname);
use File::Copy     qw(copy);
use File::Path     qw(make_path remove_tree);
use File::Temp     qw(tempdir);
use Test::More;
use TestPackage                                  qw(source_package run_in slurp write_file);
use Debian::Debhelper::PythonVirtualenv::Machine qw(engine_command);

# dpkg-shlibdeps is the oracle wherever it succeeds: each installed ELF file, staged alone, gets the same relations
# from both. DIFFERENTIAL_FILES says how many files; the most of one package is DIFFERENTIAL_PER_PACKAGE;
# DIFFERENTIAL_MATCH picks files by a regular expression.
my $wanted      = $ENV{DIFFERENTIAL_FILES} || 0;
my $per_package = $ENV{DIFFERENTIAL_PER_PACKAGE} // 6;
plan(skip_all => 'only if DIFFERENTIAL_FILES says how many files are compared with dpkg-shlibdeps') if not $wanted;

sub elf {
    my ($file) = @_;
    return 0 if -l $file or not -f $file or -s $file > 60_000_000;
    open(my $handle, '<:raw', $file) or return 0;
    return 0 if (read($handle, my $head, 18) // 0) != 18;
    my ($magic, $class, $data, $type) = unpack('a4 C C x10 v', $head);
    return $magic eq "\x7fELF" && ($type == 2 || $type == 3) && $class == 2 && $data == 1;
}

# The first files of every package, then the second ones, and so on, so that all packages take part.
my (%files, @picked);
foreach my $list (sort glob('/var/lib/dpkg/info/*.list')) {
    my ($package) = $list =~ m{([^/]+)\.list$};
    my @found;
    foreach my $file (split(/\n/, slurp($list))) {
        push(@found, $file) if @found < $per_package and $file =~ m{/s?bin/|/lib} and elf($file);
    }
    $files{$package} = \@found if @found;
}
foreach my $round (0 .. $per_package - 1) {
    push(@picked, grep { defined } map { $files{$_}[$round] } sort keys %files);
}
@picked = grep { /$ENV{DIFFERENTIAL_MATCH}/ } @picked if $ENV{DIFFERENTIAL_MATCH};
splice(@picked, $wanted)                              if @picked > $wanted;

sub simplified {
    my ($relations) = @_;
    return '' if $relations !~ /\S/;
    my $dependencies = deps_parse($relations) // return "cannot parse: $relations";
    $dependencies->simplify_deps(Dpkg::Deps::KnownFacts->new());
    $dependencies->sort();
    return $dependencies->output();
}

# Returns "same", "skipped" if dpkg-shlibdeps fails, or what differs.
sub compare {
    my ($source, $file) = @_;
    remove_tree("$source/debian/probe");
    make_path("$source/debian/probe/DEBIAN", dirname("$source/debian/probe$file"));
    copy($file, "$source/debian/probe$file") or return "cannot copy: $!";
    my ($status, $theirs, $warnings) = run_in($source, 'dpkg-shlibdeps', '-O', "-edebian/probe$file");
    return 'skipped' if $status;
    unlink("$source/result");

    # dpkg-shlibdeps only warns of a missing library without a version in its name; we want each excused by name
    my @excused = map { "--ignore-library=$_" } $warnings =~ /cannot find library (\S+) needed by/g;
    my ($ours, $out, $err) = run_in(
        $source,  engine_command(), 'shlibdeps',    '--dlopen=ignore',
        @excused, 'probe',          'debian/probe', 'result',
        $file =~ m{^(/[^/]+)/}
    );
    return "fails: $err" if $ours;
    my ($expected) = $theirs                 =~ /^shlibs:Depends=(.*)$/m;
    my ($got)      = slurp("$source/result") =~ /^Depends: (.*)$/m;
    ($expected, $got) = map { simplified($_ // '') } $expected, $got;
    return $expected eq $got ? 'same' : "\n  dpkg-shlibdeps: $expected\n  ours:           $got";
}

# The workers end without cleaning up; what they leave goes with this directory.
local $ENV{TMPDIR} = tempdir(CLEANUP => 1);
chomp(my $processors = qx(nproc));
my @workers;
foreach my $worker (0 .. $processors - 1) {
    open(my $results, '-|') // die "fork: $!" or do {
        my $source = source_package({probe => 'any'});
        for (my $i = $worker ; $i < @picked ; $i += $processors) {
            my $result = compare($source, $picked[$i]);
            $result =~ s/\n/\\n/g;
            print "$picked[$i]\t$result\n";
        }
        close(STDOUT);
        remove_tree($source);
        require POSIX;
        POSIX::_exit(0);
    };
    push(@workers, $results);
}
my %count = (same => 0, skipped => 0, different => 0);
my (%packages, %relations);
foreach my $results (@workers) {
    while (my $line = <$results>) {
        chomp($line);
        my ($file, $result) = split(/\t/, $line, 2);
        if ($result eq 'same' or $result eq 'skipped') {
            $count{$result}++;
        } else {
            $count{different}++;
            $result =~ s/\\n/\n/g;
            fail("$file: $result");
        }
    }
}
my $package_count = grep {
    my $package = $_;
    grep { defined } @{$files{$package}}
} keys %files;
diag(   "$count{same} of "
      . scalar(@picked)
      . " files from $package_count packages agree with dpkg-shlibdeps, "
      . "$count{different} differ, dpkg-shlibdeps refuses $count{skipped}");
is($count{different}, 0, 'no file differs');
cmp_ok($count{same},   '>=', 0.9 * @picked, 'dpkg-shlibdeps has an answer for most files');
cmp_ok($package_count, '>=', 60,            'at least 60 packages take part') if $wanted >= 300;
done_testing();
