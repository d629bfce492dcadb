package org.dhvirtualenv.engine.pip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * An index of the files in a directory (PEP 503), which remembers what it was asked for.
 *
 * <p>At each request it looks for a secret in the command lines of all processes.
 */
final class Index implements AutoCloseable {
  /** Unlike that of any other test on this machine. */
  static final String SECRET = "s3cret" + ProcessHandle.current().pid();

  private final HttpServer server;
  private final Path directory;
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final List<String> leaks = Collections.synchronizedList(new ArrayList<>());

  /** Whether a user and {@link #SECRET} are asked for. */
  boolean guarded;

  /** Whether files have a tag by which a cache knows them again. */
  boolean cacheable = true;

  /** The status with which everything is answered; 200 if it is there. */
  int status = 200;

  /** Starts to serve the wheels and source distributions in {@code directory}. */
  Index(Path directory) throws IOException {
    this.directory = directory;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + host() + "/simple";
  }

  String urlWithSecret() {
    return url().replace("//", "//user:" + SECRET + "@");
  }

  /** Returns how often the content of {@code file} was sent. */
  long sent(String file) {
    return requests.stream().filter(("200 /files/" + file)::equals).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    look();
    String path = exchange.getRequestURI().getPath();
    String wanted =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (guarded && !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"index\"");
      send(exchange, 401, new byte[0]);
    } else if (status != 200) {
      send(exchange, status, new byte[0]);
    } else if (path.startsWith("/simple/")) {
      page(exchange, path.substring("/simple/".length()).replace("/", ""));
    } else {
      file(exchange, directory.resolve(path.replaceFirst("^/(?:files/)?", "")));
    }
  }

  private void page(HttpExchange exchange, String project) throws IOException {
    StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>\n");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{whl,gz}")) {
      TreeMap<String, Path> sorted = new TreeMap<>();
      files.forEach(file -> sorted.put(String.valueOf(file.getFileName()), file));
      for (String name : sorted.keySet()) {
        if (DistributionName.normalised(name.replaceFirst("-[0-9].*", "")).equals(project)) {
          String digest = Digests.hexadecimal(sorted.get(name));
          page.append("<a href=\"/files/" + name + "#sha256=" + digest + "\">" + name + "</a>\n");
        }
      }
    }
    byte[] content = page.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    send(exchange, 200, content);
  }

  private void file(HttpExchange exchange, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      send(exchange, 404, new byte[0]);
      return;
    }
    String tag = "\"" + Digests.hexadecimal(file) + "\"";
    if (cacheable) {
      exchange.getResponseHeaders().add("ETag", tag);
    }
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      send(exchange, 304, new byte[0]);
    } else {
      send(exchange, 200, Files.readAllBytes(file));
    }
  }

  private void send(HttpExchange exchange, int code, byte[] content) throws IOException {
    requests.add(code + " " + exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(code, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  private void look() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        look(process.resolve("cmdline"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(Path commandLine) {
    try {
      String line = Files.readString(commandLine, StandardCharsets.ISO_8859_1);
      if (line.contains(SECRET)) {
        leaks.add(line.replace('\0', ' '));
      }
    } catch (IOException e) {
      return; // the process has ended
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
