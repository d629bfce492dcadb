use strict;
use warnings;
use lib 'perl/t';
use File::Temp qw(tempdir);
use Test::More;
use TestPackage                                qw(write_file);
use Debian::Debhelper::PythonVirtualenv::Rules qw(works_inside);

# Whether a virtualenv can be finished where dh_virtualenv makes it, because nothing in debian/rules works in it.
my $stock     = "#!/usr/bin/make -f\n%:\n\tdh \$@ --with python-virtualenv\n";
my $directory = tempdir(CLEANUP => 1);

sub works {
    my ($text) = @_;
    write_file("$directory/rules", $text);
    return works_inside("$directory/rules");
}

my %idle = (
    'stock rules' => q{},
    'options'     => "override_dh_virtualenv:\n\tdh_virtualenv --python=/usr/bin/python3.11 --extras 'a b'\n",
    'options on several lines' =>
      "override_dh_virtualenv:\n\tdh_virtualenv \\\n\t  --with-pip \\\n\t  --builtin-venv\n",
    'two virtualenvs'           => "override_dh_virtualenv:\n\tdh_virtualenv -pa\n\tdh_virtualenv -pb --with-pip\n",
    'another debhelper command' => "override_dh_strip:\n\tdh_strip --no-automatic-dbgsym\n",
    'an empty override'         => "override_dh_auto_test override_dh_dwz:\n",
    'variables'                 => "export DH_VIRTUALENV_INSTALL_ROOT := /opt\nPY ?= python3\nexport PY\n",
    'a variable in an option'   => "override_dh_virtualenv:\n\tPIP_X=1 dh_virtualenv --python=\$(PY)\n",
    'a conditional' => "ifeq (,\$(filter nocheck,\$(DEB_BUILD_OPTIONS)))\noverride_dh_auto_test:\n\tmake test\nendif\n",
    'tests'         => "execute_after_dh_auto_test:\n\tpytest\n",
    'something before'        => "execute_before_dh_install:\n\tmkdir -p debian/tmp && touch debian/tmp/x\n",
    'something after'         => "override_dh_builddeb:\n\tdh_builddeb -- -Zzstd; echo done\n",
    'variables of dpkg'       => "include /usr/share/dpkg/pkg-info.mk\n",
    'phony targets, comments' => ".PHONY: get clean\n# override_dh_link: x\n\nget:\n\tuscan --download\n",
    'a variable of a target'  => "override_dh_virtualenv: export PIP_INDEX_URL = http://localhost/simple\n",
);
foreach my $name (sort keys %idle) {
    is(works($stock . $idle{$name}), 0, "$name: nothing works in it");
}

my %busy = (
    'a command after it' => "override_dh_virtualenv:\n\tdh_virtualenv\n\trm -r debian/app/usr/share/python/app/share\n",
    'one in the same line' =>
      "override_dh_virtualenv:\n\tdh_virtualenv && debian/app/usr/share/python/app/bin/app init\n",
    'a hook behind it'           => "execute_after_dh_virtualenv:\n\tdebian/app/opt/app/bin/python -m app\n",
    'a hook of a later step'     => "override_dh_link:\n\tdh_link\n\tsed -i s/a/b/ debian/app/x\n",
    'a hook of one architecture' => "execute_before_dh_fixperms-arch:\n\tchmod 0600 debian/app/x\n",
    'what a hook requires'       => "override_dh_link: prepared\n\tdh_link\nprepared:\n\ttouch x\n",
    'a hook with its command'    => "override_dh_link: ; touch x\n",
    'an unknown include'         => "include debian/more.mk\n",
    'a function'                 => "\$(eval \$(call more))\n",
    'a definition'               => "define hook\nx\nendef\n",
    'a target by variable'       => "\$(HOOK):\n\ttouch x\n",
    'dh in parts'                => "binary:\n\tdh \$@ --before dh_link\n\ttouch x\n\tdh \$@ --remaining\n",
    'options of the last step'   => "override_dh_virtualenv_finish:\n\tdh_virtualenv_finish --allow-build-path=x\n",
    'install'                    => "install:\n\tdh install\n\tcp x debian/app/usr/share/python/app\n",
    'a shell function'           => "override_dh_virtualenv:\n\tdh_virtualenv \$(shell touch x)\n",
    'called early'        => "override_dh_auto_install:\n\tdh_virtualenv\n\tdebian/app/usr/share/python/app/bin/app\n",
    'a line that is none' => "what is this\n",
);
foreach my $name (sort keys %busy) {
    is(works($stock . $busy{$name}), 1, "$name: something may");
}
is(works_inside("$directory/missing"),                          1, 'what cannot be read may');
is(works("%:\n\tdh \$@ --with python-virtualenv\n\ttouch x\n"), 1, 'a command behind dh may');

done_testing();
