package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class PipArgumentsTest {
  private static PipArguments of(String... raw) {
    return PipArguments.of(List.of(raw), Path.of("/source"));
  }

  @Test
  void option_and_value_may_be_one_word_or_two() {
    for (PipArguments arguments :
        List.of(
            of("--no-binary=a", "--pre", "-rx.txt", "b==1"),
            of("--no-binary", "a", "--pre", "-r", "x.txt", "b==1"))) {
      assertThat(arguments.forInstall())
          .containsExactly("--no-binary=a", "--pre", "--requirement=x.txt", "--", "b==1");
      assertThat(arguments.forWheel()).containsExactly("--no-binary=a", "--pre");
    }
  }

  @Test
  void short_options_come_in_bundles_and_long_ones_abbreviated() {
    assertThat(of("-Ucx.txt", "-vq", "--find-l", "w", "--trusted=h").forInstall())
        .containsExactly(
            "--upgrade", "--constraint=x.txt", "--find-links=/source/w", "--trusted-host=h");
    assertThat(of("-vvv", "-q").loudness()).isEqualTo(2);
    assertThat(of("--verbose", "--quiet", "--quiet").loudness()).isEqualTo(-1);
  }

  @Test
  void paths_in_options_refer_to_the_source_directory_and_urls_to_nothing() {
    assertThat(of("-f../w", "-f", "file:///w", "-f=/w", "-f~/w", "--log", "l").forWheel())
        .containsExactly(
            "--find-links=/source/../w",
            "--find-links=file:///w",
            "--find-links=/source/=/w",
            "--find-links=~/w",
            "--log=/source/l");
    assertThat(of("--cert=c.pem", "--client-cert=~/k.pem").variables())
        .isEqualTo(Map.of("PIP_CERT", "/source/c.pem", "PIP_CLIENT_CERT", "~/k.pem"));
  }

  @Test
  void urls_and_what_pip_keeps_for_itself_travel_in_variables() {
    PipArguments arguments =
        of(
            "-ihttps://a",
            "--index-url=https://b",
            "--extra-index-url",
            "https://c",
            "--extra-index=https://d",
            "--proxy=http://p",
            "--timeout=7",
            "--retries=1");
    assertThat(arguments.forInstall()).isEmpty();
    assertThat(arguments.forWheel()).isEmpty();
    assertThat(arguments.variables())
        .isEqualTo(
            Map.of(
                "PIP_INDEX_URL",
                "https://b",
                "PIP_EXTRA_INDEX_URL",
                "https://c https://d",
                "PIP_PROXY",
                "http://p",
                "PIP_TIMEOUT",
                "7",
                "PIP_RETRIES",
                "1"));
  }

  @Test
  void what_says_what_is_wanted_is_for_resolving_and_what_says_how_to_build_for_both() {
    PipArguments arguments =
        of(
            "--no-deps",
            "--require-hashes",
            "--upgrade-strategy=eager",
            "--no-build-isolation",
            "--config-settings=a=b",
            "--build-option=x",
            "--progress-bar=off",
            "--src=x");
    assertThat(arguments.forInstall())
        .containsExactly(
            "--no-deps",
            "--require-hashes",
            "--upgrade-strategy=eager",
            "--no-build-isolation",
            "--config-settings=a=b");
    assertThat(arguments.forWheel())
        .containsExactly("--no-build-isolation", "--config-settings=a=b", "--build-option=x");
  }

  @Test
  void options_that_are_gone_are_dropped_with_a_warning() {
    PipArguments arguments =
        of(
            "--no-use-wheel",
            "--progress-bar=pretty",
            "--no-use-pep517",
            "--compile",
            "--allow-external",
            "x",
            "--process-dependency-links");
    assertThat(arguments.forInstall()).isEmpty();
    Findings findings = new Findings();
    arguments.report(findings);
    assertThat(findings.sorted()).extracting(Finding::severity).containsOnly(Severity.WARNING);
    assertThat(findings.sorted())
        .extracting(Finding::subject)
        .containsExactlyInAnyOrder(
            "--no-use-wheel",
            "--progress-bar",
            "--no-use-pep517",
            "--compile",
            "--allow-external",
            "--process-dependency-links");
  }

  @Test
  void a_place_needs_pip_itself() {
    assertThat(of("--target=x").needPip()).isTrue();
    assertThat(of("--user").needPip()).isTrue();
    assertThat(of("--root", "/x").forPip()).containsExactly("--root=/x");
    assertThat(of("--upgrade", "--no-deps", "x").needPip()).isFalse();
  }

  @Test
  void nonsense_is_refused_with_what_to_do() {
    refused("pip has no option '--no-such-option'", "pip install --help", "--no-such-option=1");
    refused("pip has no option '-x'", "pip install --help", "-Ux");
    refused(
        "pip has no option '--find-links x'", "--extra-pip-arg=--OPTION=VALUE", "--find-links x");
    refused("pip's option '--find-links' needs a value", "in one argument", "--find-links");
    refused("pip's option '--no' is ambiguous", "--no-binary", "--no");
  }

  private static void refused(String what, String hint, String... raw) {
    assertThatThrownBy(() -> of(raw))
        .isInstanceOfSatisfying(
            EngineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ExitCode.COMMAND_LINE);
              assertThat(failure.getMessage()).contains(what);
              assertThat(failure.hint()).contains(hint);
            });
  }
}
