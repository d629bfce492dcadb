package org.dhvirtualenv.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.plan.Index;
import org.dhvirtualenv.engine.plan.PipChoice;
import org.dhvirtualenv.engine.plan.Wishes;
import org.dhvirtualenv.engine.vendor.VendorDirectory;

/**
 * Reads the options that dh_virtualenv and dh_virtualenv_vendor have in common: what is installed.
 *
 * @param options the command's
 * @param environment of the process
 */
record WishedSources(Options options, Environment environment) {
  /**
   * Returns what is wished for.
   *
   * @param maxUnpacked how large the wheels may be when they are unpacked
   * @param tool what is run in the place of pip
   * @param vendor the directory that has all archives
   */
  Wishes wishes(ByteSize maxUnpacked, Optional<String> tool, Optional<VendorDirectory> vendor) {
    Optional<String> version = options.value("upgrade-pip-to");
    return new Wishes(
        PackageOptions.real(environment.directory())
            .resolve(options.value("sourcedirectory").orElse(""))
            .normalize(),
        options.list("preinstall"),
        options.value("requirements"),
        options.list("extras"),
        options.list("dependency-group"),
        options.flag("skip-install"),
        options.list("extra-pip-arg"),
        maxUnpacked,
        new PipChoice(
            options.flag("upgrade-pip") || version.isPresent(), version, tool, uv(vendor)),
        new Index(options.value("index-url"), options.list("extra-index-url"), vendor));
  }

  /** Returns where uv is looked for if it is wanted: what is vendored counts before PATH. */
  private Optional<List<Path>> uv(Optional<VendorDirectory> vendor) {
    return options
        .value("installer")
        .filter("uv"::equals)
        .map(
            name ->
                Stream.concat(
                        vendor.map(VendorDirectory::path).stream(),
                        environment.searchPath().stream())
                    .toList());
  }
}
