package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Says what to do about what pip has printed.
 *
 * <p>A table of messages of pip, build back ends and compilers; the first row that fits counts, so
 * causes stand before what they lead to.
 */
final class PipHints {
  private record Row(Pattern message, Function<MatchResult, String> hint) {}

  private static final List<Row> TABLE = new ArrayList<>();

  private static final String OFFLINE =
      "; or get everything into the source with dh_virtualenv_vendor";

  private static final String NETWORK =
      " (sbuild and pbuilder cut the network off unless told otherwise)" + OFFLINE;

  private static void row(String message, Function<MatchResult, String> hint) {
    TABLE.add(new Row(Pattern.compile(message), hint));
  }

  private static void row(String message, String hint) {
    row(message, match -> hint);
  }

  static {
    row(ToolFailure.FULL, ToolFailure.FREE_SPACE);
    row(
        "^\\s*(?:pip|\\S*__pip-runner__\\.py|Usage:.*).*error: no such option: (\\S+)|^no such option: (\\S+)",
        match ->
            "this pip does not know '"
                + Optional.ofNullable(match.group(1)).orElse(match.group(2))
                + "': drop it, or name a newer pip with --upgrade-pip");
    row(
        "uv has nothing like pip's option '(\\S+)'",
        match ->
            "drop '"
                + match.group(1)
                + "' from the options, from PIP_* variables or from pip's configuration, or let pip"
                + " decide without --installer=uv");
    row(
        "(?:Location|Url) '([^']*)' is ignored[:.] [iI]t is either a non-existing path",
        match -> missingDirectory(match.group(1)));
    row(
        "The repository located at (\\S+) is not a trusted or secure host",
        match ->
            "'"
                + match.group(1)
                + "' is not asked because its URL is not https: give one that is, or"
                + " --extra-pip-arg=--trusted-host="
                + match.group(1));
    row(
        "THESE PACKAGES DO NOT MATCH THE HASHES",
        "what came is not what the hash was made of: try again in case only half of it came; if the"
            + " file was published anew on purpose write its new hash, else do not trust this index");
    row(
        "Hashes are required in --require-hashes mode|In --require-hashes mode, all requirements must",
        "pin what pip names, and what the project requires besides, with 'name==version"
            + " --hash=sha256:...' in the requirements file, or drop --require-hashes");
    row(
        "(?:Wheel '([^']+)' located at (\\S+) is invalid|has an invalid wheel|BadZipFile|File is not a"
            + " zip file)",
        match ->
            Optional.ofNullable(match.group(2)).map(PipHints::wheel).orElse("a wheel")
                + " is damaged: fetch it again, and empty pip's cache ('pip cache purge') if it"
                + " comes from there");
    row(
        "Could not find (?:a suitable TLS CA|the TLS) (?:certificate|key).*, invalid path: (\\S+)",
        match ->
            "'"
                + match.group(1)
                + "' is not there: check PIP_CERT or --cert; a relative path"
                + " refers to the source directory");
    row(
        "(?i)alert certificate required",
        "the index asks who you are: name your certificate and its key, in one file, with"
            + " PIP_CLIENT_CERT or --client-cert");
    row(
        "CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|confirming the ssl certificate|SSLError|SSL:",
        "the certificate of the index cannot be verified: install ca-certificates, or name the"
            + " certificate of its authority with PIP_CERT");
    row(
        "too many (\\d+) error responses|(429) Client Error|(5\\d\\d) Server Error",
        match ->
            "the index fails with status "
                + first(match)
                + ": try again later, or tell who runs it"
                + OFFLINE);
    row(
        "401 (?:Client )?Error|[Uu]nauthorized",
        "the index asks for a user and password: give them in PIP_INDEX_URL or --index-url as"
            + " https://USER:PASSWORD@HOST/..., or check those that are there");
    row(
        "403 (?:Client )?Error|HTTP error 403",
        "the index denies access: check that the user of --index-url or PIP_INDEX_URL may read it");
    row(
        "Temporary failure in name resolution|Name or service not known|NameResolutionError|"
            + "nodename nor servname|No address associated with hostname",
        "the name of the index cannot be resolved: check --index-url and the network of the build"
            + NETWORK);
    row(
        "Connection refused",
        "the index, or the proxy before it, refuses the connection: check --index-url and the"
            + " network of the build"
            + NETWORK);
    row(
        "Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|"
            + "Network is unreachable|Cannot connect to proxy|Connection aborted",
        "the index cannot be reached: check --index-url and the network of the build" + NETWORK);
    row( // since pip 25.1
        "not enough bytes were received",
        "a download breaks off each time: check the network of the build, and whether what the index has"
            + " is whole");
    row(
        "File \"\\S*/pip/_internal/index/collector\\.py\"|got Content-Type: .* The only supported",
        "the index has sent something that is no list of files: check --index-url, and whether a proxy"
            + " or a login page answers in its place; try again in case only half of it came");
    row(
        "HTTP error 404 while getting (\\S+)",
        match -> "there is nothing at " + match.group(1) + ": check the URL");
    row(
        "Cannot find command '(\\S+)'",
        match -> "add " + match.group(1) + " to Build-Depends, or require a release from an index");
    row(
        "Could not open requirements file",
        "a relative path refers to the source directory, and in a requirements file to the directory"
            + " of that file");
    row(
        "(?:Invalid requirement: |^\\s*__main__\\.py: error: no such option: )'?(-\\S*[^\\s:'])",
        match ->
            "a requirements file may not have '"
                + match.group(1)
                + "': give it with --extra-pip-arg if pip has such an option, or drop it");
    row("Invalid requirement", "write it as PEP 508 has it, such as 'name[extra]>=1.0'");
    row(
        "(\\S+\\.whl) is not a supported wheel on this platform",
        match ->
            "'"
                + match.group(1)
                + "' is for another interpreter or machine: take the one for this, or another"
                + " interpreter with --python");
    row(
        "ResolutionTooDeep|Dependency resolution exceeded maximum depth",
        "pin more of what is required, in the requirements file or with"
            + " --extra-pip-arg=--constraint=FILE");
    row(
        "Multiple top-level (?:packages|modules) discovered in a flat-layout: (.*)\\.",
        match ->
            "setuptools does not know which of "
                + match.group(1)
                + " to install: name them in pyproject.toml ([tool.setuptools] packages = [...]), or"
                + " give --skip-install if the requirements are all that is wanted");
    row(
        "Building a package is not possible in non-package mode",
        "Poetry's package-mode = false says that this is no package: give --skip-install, and the"
            + " requirements in a file");
    row(
        "(?:BackendUnavailable|Cannot import '(\\S+)'|setuptools is not available in the build"
            + " environment|No module named '(setuptools|flit_core|hatchling|poetry|pdm|mesonpy|"
            + "scikit_build_core|maturin)[.']?)",
        match ->
            "the build back end"
                + Optional.ofNullable(match.group(1))
                    .or(() -> Optional.ofNullable(match.group(2)))
                    .map(name -> " '" + name.replaceFirst("\\..*", "") + "'")
                    .orElse("")
                + " is missing, which --no-build-isolation expects in the virtualenv: add it with"
                + " --preinstall, or drop --no-build-isolation");
    row(
        "invalid command 'bdist_wheel'",
        "a project is built without isolation and setuptools before 70.1 needs wheel for that: add"
            + " --preinstall=wheel");
    row(
        "No module named 'pkg_resources'",
        "setuptools has pkg_resources up to version 81 only: export PIP_CONSTRAINT, and for pip 25.3"
            + " or newer PIP_BUILD_CONSTRAINT, with the name of a file that says 'setuptools<81'");
    row(
        "ModuleNotFoundError: No module named '([^'.]+)",
        match ->
            "a build uses the module '"
                + match.group(1)
                + "' and does not ask for it: add it to build-system.requires of its pyproject.toml,"
                + " or preinstall it and give --extra-pip-arg=--no-build-isolation");
    row("fatal error: (\\S+): No such file", match -> DevelopmentPackages.hint(match.group(1)));
    row(
        "(pg_config|mysql_config)\\b.*not found",
        match -> DevelopmentPackages.hint(match.group(1)));
    row("cannot find -l([^\\s:]+)", match -> DevelopmentPackages.library(match.group(1)));
    row(
        "command '(\\S*(?:gcc|g\\+\\+|cc|clang|c\\+\\+))' failed: No such file|unable to execute"
            + " '\\S*(?:gcc|g\\+\\+|cc)'|Unknown compiler|No CMAKE_C(?:XX)?_COMPILER",
        "a compiler is missing: add build-essential to the build environment, or require a release"
            + " that has a wheel for this interpreter");
    row(
        "(?i)can't find rust compiler|cargo\\b.*(?:not found|is not installed)|rustc.*not found",
        "a Rust compiler is missing: add cargo and rustc to Build-Depends, or require a release that"
            + " has a wheel for this interpreter");
    row(
        "command '.*(?:gcc|g\\+\\+|cc)' failed|error: command .* failed|ninja: build stopped",
        "an extension does not compile: read the compiler's message above, add python3-dev and the"
            + " library's -dev package to Build-Depends, or require a release that has a wheel");
    row(
        "requires a different Python: (\\S+) not in (.*)",
        match ->
            "it wants Python "
                + match.group(2).replaceAll("[',]+$|^'", "")
                + " and this is "
                + match.group(1)
                + ": name another interpreter with --python, or require a release for this one");
  }

  private PipHints() {}

  /** Returns the group that has matched. */
  static String first(MatchResult match) {
    return IntStream.rangeClosed(1, match.groupCount())
        .mapToObj(match::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** Returns a name for {@code file} that holds when pip has removed it. */
  private static String wheel(String file) {
    return "'" + file.replaceFirst(".*/pip-unpack-[^/]*/", "") + "'";
  }

  private static String missingDirectory(String place) {
    return "'"
        + place
        + "' does not exist: check --find-links; a relative path refers to the source directory";
  }

  /** Returns the hint for {@code output}. */
  static String of(List<String> output) {
    return ResolutionHints.conflict(output)
        .or(() -> fromTable(output))
        .or(() -> ResolutionHints.notFound(output))
        .orElse("read pip's message above; 'dh_virtualenv -v' shows every command");
  }

  /** Returns whether pip has not said why it found nothing, so that it is worth asking again. */
  static boolean unexplained(List<String> output) {
    return ResolutionHints.conflict(output).isEmpty()
        && fromTable(output).isEmpty()
        && ResolutionHints.notFound(output).isPresent();
  }

  /** Returns whether something was not found where nothing but one directory is looked into. */
  static boolean missing(List<String> output) {
    return ResolutionHints.notFound(output).isPresent()
        || output.stream().anyMatch(line -> line.contains("no network is used: "));
  }

  private static Optional<String> fromTable(List<String> output) {
    for (Row row : TABLE) {
      for (String line : output) {
        Matcher matcher = row.message().matcher(line);
        if (matcher.find()) {
          return Optional.of(row.hint().apply(matcher));
        }
      }
    }
    return Optional.empty();
  }
}
