package org.dhvirtualenv.engine.pip;

import java.util.LinkedHashMap;
import java.util.Map;

/** Knows the Debian packages with headers that extensions are compiled with most often. */
final class DevelopmentPackages {
  private static final String TABLE =
      """
      Python.h           python3-dev
      pg_config          libpq-dev
      libpq-fe.h         libpq-dev
      mysql_config       default-libmysqlclient-dev
      mysql.h            default-libmysqlclient-dev
      ffi.h              libffi-dev
      openssl/           libssl-dev
      libxml/            libxml2-dev
      libxslt/           libxslt1-dev
      xmlsec/            libxmlsec1-dev
      ldap.h             libldap2-dev
      lber.h             libldap2-dev
      sasl/              libsasl2-dev
      gssapi             libkrb5-dev
      krb5.h             libkrb5-dev
      zlib.h             zlib1g-dev
      bzlib.h            libbz2-dev
      lzma.h             liblzma-dev
      jpeglib.h          libjpeg-dev
      png.h              libpng-dev
      ft2build.h         libfreetype-dev
      cairo.h            libcairo2-dev
      curl/              libcurl4-openssl-dev
      gmp.h              libgmp-dev
      mpfr.h             libmpfr-dev
      yaml.h             libyaml-dev
      sqlite3.h          libsqlite3-dev
      sodium.h           libsodium-dev
      zmq.h              libzmq3-dev
      git2.h             libgit2-dev
      systemd/           libsystemd-dev
      dbus/              libdbus-1-dev
      glib.h             libglib2.0-dev
      pcap.h             libpcap-dev
      hdf5.h             libhdf5-dev
      geos_c.h           libgeos-dev
      proj.h             libproj-dev
      gdal.h             libgdal-dev
      snappy-c.h         libsnappy-dev
      magic.h            libmagic-dev
      sql.h              unixodbc-dev
      sqlext.h           unixodbc-dev
      uuid/              uuid-dev
      ncurses.h          libncurses-dev
      readline/          libreadline-dev
      """;

  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    TABLE.lines().map(line -> line.split("\\s+")).forEach(row -> PACKAGES.put(row[0], row[1]));
  }

  private DevelopmentPackages() {}

  /** Returns what to do if {@code file}, a header or a program, is missing. */
  static String hint(String file) {
    String name =
        PACKAGES.keySet().stream()
            .filter(known -> known.endsWith("/") ? file.startsWith(known) : file.equals(known))
            .findFirst()
            .map(known -> "add " + PACKAGES.get(known))
            .orElse("add the -dev package that has it ('apt-file search " + file + "')");
    return "'" + file + "' is missing: " + name + " to Build-Depends" + OR;
  }

  /** Returns what to do if the linker does not find the library {@code name}. */
  static String library(String name) {
    return "the linker does not find lib"
        + name
        + ": add the -dev package that has it ('apt-file search lib"
        + name
        + ".so') to Build-Depends"
        + OR;
  }

  private static final String OR = ", or require a release that has a wheel for this interpreter";
}
