package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.SystemSite;

/**
 * What the packager asked {@code dh_virtualenv} for, not yet checked against the source package.
 *
 * @param packageName the binary package
 * @param architectureAll whether it is {@code Architecture: all}
 * @param staging its staging root
 * @param sourceDirectory where the project is; relative paths below are relative to it
 * @param installPath the virtualenv's place on the target
 * @param python name or path of the interpreter
 * @param requirements the requirements file if one was named
 * @param preinstall requirements to install before all others
 * @param extras extras of the project (PEP 508)
 * @param extraPipArgs arguments for every call of pip
 * @param indexUrl the package index if one was named; may hold credentials
 * @param extraIndexUrls further indexes; may hold credentials
 * @param skipInstall whether the project itself is left out
 * @param withPip whether pip goes into the virtualenv
 * @param extend whether an earlier call completed a virtualenv for this package
 * @param tools a private directory for tools
 * @param strip whether objects compiled here are stripped
 * @param allowedBuildPaths globs of files that may hold the build path
 * @param compilerFlags CFLAGS and the like of the build
 * @param buildTree the directory that holds debian/
 * @param temporary the directory for temporary files
 * @param systemSite when the virtualenv sees the system's site-packages
 * @param systemPackages distributions to take from Debian
 */
public record BuildOptions(
    PackageName packageName,
    boolean architectureAll,
    StagingRoot staging,
    Path sourceDirectory,
    InstallPath installPath,
    String python,
    Optional<String> requirements,
    List<String> preinstall,
    List<String> extras,
    List<String> extraPipArgs,
    Optional<String> indexUrl,
    List<String> extraIndexUrls,
    boolean skipInstall,
    boolean withPip,
    boolean extend,
    Path tools,
    boolean strip,
    List<String> allowedBuildPaths,
    Map<String, String> compilerFlags,
    Path buildTree,
    Path temporary,
    SystemSite systemSite,
    List<String> systemPackages) {
  /** Copies the lists. */
  public BuildOptions {
    preinstall = List.copyOf(preinstall);
    extras = List.copyOf(extras);
    extraPipArgs = List.copyOf(extraPipArgs);
    extraIndexUrls = List.copyOf(extraIndexUrls);
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
    compilerFlags = Map.copyOf(compilerFlags);
    systemPackages = List.copyOf(systemPackages);
  }
}
