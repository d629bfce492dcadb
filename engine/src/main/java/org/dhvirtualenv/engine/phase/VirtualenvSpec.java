package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * Says completely which virtualenv is to be made.
 *
 * @param staging the package's staging root
 * @param installPath where the virtualenv will be on the target
 * @param sourceDirectory the directory with the project and its requirements, absolute
 * @param python the interpreter as the packager named it: a name or a path
 * @param installs the calls of pip, in order
 * @param pipEnvironment variables for pip, credentials among them
 * @param withPip whether pip itself goes into the virtualenv
 * @param architectureAll whether the binary package is {@code Architecture: all}
 * @param extend whether a complete virtualenv of an earlier call is kept and added to
 * @param tools a private directory for the pip that does the work, outside the staging root
 * @param strip whether objects compiled here lose their debugging symbols
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may hold the build path
 * @param pipArguments arguments for every call of pip
 * @param compilerFlags CFLAGS and the like of the build
 * @param buildTree the directory that holds debian/, absolute
 * @param temporary the directory for temporary files
 * @param systemSite when the virtualenv sees the system's site-packages
 * @param systemPackages distributions that come from Debian packages
 */
public record VirtualenvSpec(
    StagingRoot staging,
    InstallPath installPath,
    Path sourceDirectory,
    String python,
    List<PipInstall> installs,
    Map<String, String> pipEnvironment,
    boolean withPip,
    boolean architectureAll,
    boolean extend,
    Path tools,
    boolean strip,
    List<String> allowedBuildPaths,
    List<String> pipArguments,
    Map<String, String> compilerFlags,
    Path buildTree,
    Path temporary,
    SystemSite systemSite,
    List<String> systemPackages) {
  /** Copies the collections. */
  public VirtualenvSpec {
    installs = List.copyOf(installs);
    pipEnvironment = Map.copyOf(pipEnvironment);
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
    compilerFlags = Map.copyOf(compilerFlags);
    pipArguments = List.copyOf(pipArguments);
    systemPackages = List.copyOf(systemPackages);
  }

  /** Returns where the virtualenv is made on the build host. */
  public Path staged() {
    return staging.locate(installPath);
  }
}
