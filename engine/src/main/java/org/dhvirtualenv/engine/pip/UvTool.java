package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.archive.WheelArchive;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * The uv that decides in the place of pip.
 *
 * @param executable its program
 */
public record UvTool(Path executable) {
  private static final Pattern WHEEL = Pattern.compile("uv-[0-9].*linux.*\\.whl");

  /**
   * Returns the first uv in {@code places}.
   *
   * @param directory where a wheel is unpacked, once
   * @param places directories that may have the program, or a wheel of it for this machine
   */
  public static UvTool in(Path directory, List<Path> places) {
    for (Path place : places) {
      Path program = place.resolve("uv");
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return new UvTool(program);
      }
      Optional<Path> wheel = wheel(place);
      if (wheel.isPresent()) {
        return unpacked(directory, wheel.get());
      }
    }
    throw new EngineException(
        ExitCode.ENVIRONMENT,
        "uv is missing: PATH has no program 'uv', and no wheel of it is vendored",
        "install uv into a directory of PATH, vendor it with dh_virtualenv_vendor --installer=uv,"
            + " or let pip decide without --installer=uv");
  }

  private static Optional<Path> wheel(Path place) {
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> WHEEL.matcher(String.valueOf(file.getFileName())).matches())
          .filter(file -> file.toString().endsWith("_" + machine + ".whl"))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw FileFailure.of(place, e);
    }
  }

  private static UvTool unpacked(Path directory, Path wheel) {
    String name = WheelMaker.name(wheel) + "-" + WheelMaker.version(wheel);
    Path home = directory.resolve(name);
    Path program = home.resolve(name + ".data").resolve("scripts").resolve("uv");
    try {
      if (!Files.isExecutable(program)) {
        Trees.delete(home);
        new WheelArchive(wheel).extract(home);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw FileFailure.of(program, e);
    }
    return new UvTool(program);
  }

  /**
   * Returns the directory in which uv keeps what it knows of indexes: its own where {@code pip} is
   * pip's own, else one in that. No home is made.
   *
   * @param temporary a private directory
   */
  static Path cache(Path pip, Path temporary) {
    Path home = pip.resolve("../..").normalize();
    if (!pip.endsWith("pip")) {
      return pip.resolve("uv");
    }
    return Files.isDirectory(home) ? pip.resolveSibling("uv") : temporary.resolve("uv");
  }
}
