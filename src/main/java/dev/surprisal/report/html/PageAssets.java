package dev.surprisal.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.format.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/**
 * What the page carries in itself, so that it needs no network.
 *
 * @param style the style sheet
 * @param script the page's own script
 * @param policy the content security policy: this script, by its hash, and nothing else; should a
 *     name ever slip through the escaping, it still could not run
 */
record PageAssets(String style, String script, String policy) {

  static PageAssets load() throws IOException {
    String script = resource("report.js");
    return new PageAssets(
        resource("report.css"),
        script,
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action"
            + " 'none'; script-src "
            + hash(script));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = PageAssets.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(
            "Missing resource: " + name + " (must be in the jar; was it built without?)");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static String hash(String script) {
    byte[] digest = Sha256.digest().digest(script.getBytes(UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
