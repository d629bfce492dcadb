package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each message is one of uv 0.13. */
class UvMessagesTest {
  private static String hint(String... output) {
    return PipHints.of(UvMessages.inPipsWords(List.of(output)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "six was not found in the package registry and you require six>=3 | six>=3",
        "six was not found in the provided package locations and you require six==99 | six==99",
        "there is no version of six==99 and you require six==99 | six==99",
        "there are no versions of six and you require six[x] | six[x]",
        "there is no version of b==2 and a==1.0 depends on b==2 | b==2",
        "c==3.0 has no wheels with a matching Python ABI tag (e.g., `cp311`) and you require c | c",
      })
  void what_is_missing_is_named_as_it_was_asked_for(String cause, String asked) {
    assertThat(
            hint(
                "error: No solution found when resolving dependencies",
                "  cause: Because " + cause + ", we can conclude that",
                "         your requirements are unsatisfiable."))
        .startsWith("check the name and version of '" + asked + "'");
    assertThat(PipHints.missing(UvMessages.inPipsWords(List.of("Because " + cause)))).isTrue();
  }

  @Test
  void both_sides_of_a_contradiction_are_named_and_no_conclusion() {
    assertThat(
            hint(
                "  cause: Because all versions of two depend on one<1.5 and you require two, we can",
                "         conclude that you require one<1.5.",
                "         And because you require one==1.5, we can conclude that your requirements are",
                "         unsatisfiable."))
        .isEqualTo(
            "loosen one of these, which contradict each other: 'all versions of two depend on"
                + " one<1.5', 'two', 'one==1.5'");
  }

  @Test
  void a_contradiction_that_is_said_already_is_nothing_that_is_missing() {
    List<String> output =
        List.of(
            "  cause: Because there is no version of one==1 and you require one==1, we can conclude",
            "The conflict is caused by:",
            "    The user requested one 2 (from file:///x/one-2-py3-none-any.whl)",
            "    The user requested one==1",
            "");
    assertThat(UvMessages.inPipsWords(output)).isEqualTo(output);
    assertThat(hint(output.toArray(String[]::new)))
        .isEqualTo(
            "loosen one of these, which contradict each other: 'one==2' (decided before),"
                + " 'one==1'");
  }

  @Test
  void a_file_that_uv_goes_on_without_is_said_to_be_absent_if_that_is_why() {
    String authority =
        "WARNING: Invalid `SSL_CERT_FILE`. Path does not exist: /x/ca.pem. No default certificates"
            + " will be trusted.";
    String client = "WARNING: Ignoring invalid `SSL_CLIENT_CERT`";
    String file =
        "  cause: failed to open file `/x/my.pem`: No such file or directory (os error 2)";
    assertThat(hint(authority, "  cause: invalid peer certificate: UnknownIssuer"))
        .startsWith("'/x/ca.pem' is not there: check PIP_CERT");
    assertThat(hint(client, file, "  cause: received fatal alert: CertificateRequired"))
        .startsWith("'/x/my.pem' is not there: check PIP_CERT");
    assertThat(hint(authority, client, file, "  cause: dns error"))
        .startsWith("the name of the index cannot be resolved");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error: the hash of 'one 1.0' does not match: expected sha256:00, got sha256:11 | what came",
        "error: hashes are required, and no requirement gives one for 'one 1.0' | pin what pip names",
        "  cause: invalid peer certificate: UnknownIssuer | the certificate of the index",
        "  cause: received fatal alert: CertificateRequired | the index asks who you are",
        "  cause: HTTP status client error (401 Unauthorized) for url (http://h/) | the index asks",
        "  cause: HTTP status client error (403 Forbidden) for url (http://h/) | the index denies",
        "  cause: HTTP status server error (503 Service Unavailable) | the index fails with status 503",
        "  cause: dns error | the name of the index cannot be resolved",
        "  cause: tcp connect error: Connection refused (os error 111) | the index, or the proxy",
        "  cause: Network connectivity is disabled, but the requested data wasn't found | the index",
        "error: uv has nothing like pip's option '--prefer-binary' | drop '--prefer-binary'",
        "  fatal error: openssl/ssl.h: No such file or directory | 'openssl/ssl.h' is missing: add libssl-dev",
      })
  void other_failures_have_the_hints_of_pip(String line, String start) {
    assertThat(hint(line)).startsWith(start);
  }
}
