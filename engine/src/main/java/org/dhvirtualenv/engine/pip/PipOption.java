package org.dhvirtualenv.engine.pip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An option of {@code pip install}, of any version from the first ones to 26.3.
 *
 * @param names all spellings; the first long one is written
 * @param takesValue whether a value follows
 * @param path whether the value may be a path
 * @param use which of our calls it concerns
 */
record PipOption(List<String> names, boolean takesValue, boolean path, Use use) {
  /** Which calls an option is for. */
  enum Use {
    /** What is to be installed: only the call that resolves. */
    RESOLVE,
    /** Where things come from and how they are built: every call. */
    EVERYWHERE,
    /** How wheels are built: only the call that builds, because {@code pip install} lacks it. */
    BUILD,
    /**
     * The environment of every call: a URL that may hold a password, and what pip does not hand on
     * to the pip that it starts for an isolated build.
     */
    ENVIRONMENT,
    /** Where things are put, or for which interpreter: pip has to install by itself. */
    PLACE,
    /** How much pip prints. */
    LOUDNESS,
    /** Set by the engine, or without effect on wheels that it installs: no call. */
    NEVER,
    /** Gone from pip, or about what the engine does in its place: dropped with a warning. */
    OBSOLETE
  }

  /** Use and names of each option; after them {@code =} for a value and {@code @} for a path. */
  private static final String TABLE =
      """
      resolve     -r,--requirement=
      resolve     -c,--constraint=
      resolve     -e,--editable=
      resolve     --group=
      resolve     --requirements-from-script=
      resolve     --no-deps,--no-dependencies
      resolve     --only-deps
      resolve     -U,--upgrade
      resolve     --upgrade-strategy=
      resolve     --force-reinstall
      resolve     -I,--ignore-installed
      resolve     --require-hashes
      resolve     --no-require-hashes
      everywhere  --ignore-requires-python
      everywhere  --no-build-isolation
      everywhere  --check-build-dependencies
      everywhere  --use-pep517
      everywhere  -C,--config-settings,--config-setting=
      everywhere  --build-constraint=
      everywhere  --global-option=
      build       --build-option=
      everywhere  --no-clean
      everywhere  --no-binary=
      everywhere  --only-binary=
      everywhere  --prefer-binary
      everywhere  --pre
      everywhere  --all-releases=
      everywhere  --only-final=
      environment -i,--index-url,--pypi-url=
      environment --extra-index-url=
      everywhere  --no-index
      everywhere  -f,--find-links@
      everywhere  --refresh-package=
      everywhere  --uploaded-prior-to=
      environment --proxy=
      everywhere  --no-proxy-env
      everywhere  --keyring-provider=
      environment --retries=
      everywhere  --resume-retries=
      environment --timeout,--default-timeout=
      everywhere  --trusted-host=
      environment --cert@
      environment --client-cert@
      environment --cache-dir@
      never       --no-cache-dir
      never       --isolated
      everywhere  --exists-action=
      everywhere  --use-feature=
      everywhere  --use-deprecated=
      everywhere  --log,--log-file,--local-log@
      everywhere  --debug
      place       -t,--target=
      place       --prefix=
      place       --root=
      place       --user
      place       --platform=
      place       --python-version=
      place       --implementation=
      place       --abi=
      place       --python=
      loudness    -v,--verbose
      loudness    -q,--quiet
      never       --no-input
      never       --no-color
      never       --progress-bar=
      never       --disable-pip-version-check
      never       --no-python-version-warning
      never       --no-warn-script-location
      never       --no-warn-conflicts
      never       --root-user-action=
      never       --break-system-packages
      never       --require-virtualenv,--require-venv
      never       --src,--source,--source-dir,--source-directory=
      never       --dry-run
      never       --report=
      obsolete    --compile
      obsolete    --no-compile
      obsolete    --no-use-pep517
      obsolete    --install-option=
      obsolete    --use-wheel
      obsolete    --no-use-wheel
      obsolete    --process-dependency-links
      obsolete    --allow-external=
      obsolete    --allow-all-external
      obsolete    --allow-unverified,--allow-insecure=
      obsolete    --no-allow-external
      obsolete    --no-allow-insecure
      obsolete    --download-cache=
      obsolete    -b,--build,--build-dir,--build-directory=
      obsolete    -d,--download=
      obsolete    --egg
      obsolete    -Z,--always-unzip
      obsolete    -M,--use-mirrors
      obsolete    --mirrors=
      obsolete    --no-install
      obsolete    --no-download
      """;

  private static final List<PipOption> ALL = TABLE.lines().map(PipOption::row).toList();

  private static PipOption row(String line) {
    String[] columns = line.trim().split("\\s+");
    boolean path = columns[1].endsWith("@");
    boolean value = path || columns[1].endsWith("=");
    List<String> names = Arrays.asList(columns[1].replaceFirst("[=@]$", "").split(","));
    return new PipOption(names, value, path, Use.valueOf(columns[0].toUpperCase(Locale.ROOT)));
  }

  /** Returns the option that {@code name}, such as {@code -r} or {@code --pre}, spells. */
  static Optional<PipOption> named(String name) {
    return ALL.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** Returns the options with a long name that starts with {@code start}, as optparse does. */
  static List<PipOption> abbreviated(String start) {
    return ALL.stream()
        .filter(option -> option.names().stream().anyMatch(name -> name.startsWith(start)))
        .toList();
  }

  /** Returns the long name that is written. */
  String name() {
    return names.stream().filter(name -> name.startsWith("--")).findFirst().orElseThrow();
  }

  /** Returns the name of the environment variable that pip reads instead. */
  String variable() {
    return "PIP_" + name().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
