package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a plain scalar means: the core schema of YAML 1.2, but for numbers with leading zeros and in
 * other bases, which stay text.
 *
 * <p>So {@code NO} is text, {@code 1e-15} a number, {@code 1997-05-01} the text of a date and
 * {@code 007} the name of a class. YAML 1.1, the parser's own schema, makes them false, text, an
 * instant and 7.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#103-core-schema">YAML 1.2.2, 10.3</a>
 */
final class CoreSchema extends Resolver {

  private static final Pattern NOTHING = Pattern.compile("^(?:~|null|Null|NULL|)$");
  private static final Pattern TRUTH = Pattern.compile("^(?:true|True|TRUE|false|False|FALSE)$");
  private static final Pattern WHOLE = Pattern.compile("^[-+]?(?:0|[1-9][0-9]*)$");
  private static final Pattern REAL =
      Pattern.compile("^[-+]?(?:\\.[0-9]+|(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$");
  private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.BOOL, Tag.NULL, Tag.INT, Tag.FLOAT);
  private static final int LONGEST_NUMBER = 100;

  @Override
  protected void addImplicitResolvers() {
    addImplicitResolver(Tag.BOOL, TRUTH, "tTfF");
    addImplicitResolver(Tag.INT, WHOLE, "-+0123456789", LONGEST_NUMBER);
    addImplicitResolver(Tag.FLOAT, REAL, "-+0123456789.", LONGEST_NUMBER);
    addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
    addImplicitResolver(Tag.NULL, NOTHING, null);
  }

  /** Whether the scalar's meaning is known here; a tag in the text can ask for another. */
  static boolean knows(ScalarNode scalar) {
    return TAGS.contains(scalar.getTag());
  }

  /** The scalar's value. Text that a tag calls a number, but is none, stays text. */
  static JsonNode value(ScalarNode scalar) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return nodes.nullNode();
    }
    if (tag.equals(Tag.BOOL) && TRUTH.matcher(text).matches()) {
      return nodes.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) && WHOLE.matcher(text).matches()) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < Long.SIZE
          ? nodes.numberNode(whole.longValueExact())
          : nodes.numberNode(whole);
    }
    if (tag.equals(Tag.FLOAT) && REAL.matcher(text).matches()) {
      double real = Double.parseDouble(text);
      return Double.isInfinite(real) ? nodes.textNode(text) : nodes.numberNode(real);
    }
    return nodes.textNode(text);
  }
}
