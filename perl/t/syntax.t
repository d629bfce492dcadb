use strict;
use warnings;
use Test::More;

# Every Perl file compiles, without a warning.
for my $file (
    glob(
        'perl/manual perl/bin/* perl/lib/Debian/Debhelper/*.pm perl/lib/Debian/Debhelper/*/*.pm
    perl/lib/Debian/Debhelper/PythonVirtualenv/commands/excluding'
    )
  )
{
    my $output = qx($^X -w -Iperl/lib -c $file 2>&1);
    is($output, "$file syntax OK\n", $file);
}
done_testing();
