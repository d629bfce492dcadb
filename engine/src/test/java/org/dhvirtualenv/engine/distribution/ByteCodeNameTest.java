package org.dhvirtualenv.engine.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCodeNameTest {
  private static final String TAG = "cpython-311";

  @ParameterizedTest
  @CsvSource({
    "/v/lib/x.py, /v/lib/__pycache__/x.cpython-311.pyc",
    "/v/lib/a.b.py, /v/lib/__pycache__/a.b.cpython-311.pyc",
    "x.py, __pycache__/x.cpython-311.pyc",
  })
  void a_module_and_its_byte_code_name_each_other(String module, String code) {
    assertThat(ByteCodeName.of(module, TAG)).contains(code);
    assertThat(ByteCodeName.module(code, TAG)).contains(module);
  }

  @ParameterizedTest
  @CsvSource({
    "/v/lib/x.cpython-311.pyc",
    "/v/lib/__pycache__/x.cpython-310.pyc",
    "/v/lib/__pycache__/x.pyc",
    "/v/__pycache__/lib/x.cpython-311.pyc",
    "x.cpython-311.pyc",
  })
  void other_files_are_nobodys_byte_code(String file) {
    assertThat(ByteCodeName.module(file, TAG)).isEmpty();
  }

  @Test
  void a_name_that_would_be_too_long_is_none() {
    assertThat(ByteCodeName.of("/v/" + "m".repeat(240) + ".py", TAG)).isEmpty();
  }
}
