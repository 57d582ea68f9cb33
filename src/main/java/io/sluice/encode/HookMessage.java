package io.sluice.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.storage.ObjectInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the hook is sent, as JSON. */
final class HookMessage {
  private static final JsonFactory JSON = new JsonFactory();

  private HookMessage() {}

  static String encoded(ObjectInfo source, ObjectInfo result, ReviewMedia.Made made) {
    StringWriter out = new StringWriter(400);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("event", "encoded");
      json.writeObjectFieldStart("source");
      json.writeStringField("id", source.key().value());
      json.writeStringField("version", source.version());
      json.writeEndObject();
      json.writeArrayFieldStart("made");
      json.writeStartObject();
      json.writeStringField("name", made.name());
      json.writeStringField("id", result.key().value());
      json.writeNumberField("length", result.length());
      json.writeStringField("type", made.mediaType());
      json.writeStringField("ftr_meta", meta(made));
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    }
    return out.toString();
  }

  /** The text that ftrack's player reads from a component's metadata. */
  private static String meta(ReviewMedia.Made made) {
    StringWriter out = new StringWriter(100);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (made.frames() > 0) {
        json.writeNumberField("frameIn", 0);
        json.writeNumberField("frameOut", made.frames() - 1);
        json.writeNumberField("frameRate", made.rate());
      } else {
        json.writeStringField("format", "image");
      }
      json.writeNumberField("width", made.size().width());
      json.writeNumberField("height", made.size().height());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    }
    return out.toString();
  }
}
