package io.sluice.storage.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of one {@code .info} file: which data file is the object, and what is known of it.
 *
 * @param dataName the data file, in the same folder
 * @param info what a reader is told
 */
record InfoRecord(String dataName, ObjectInfo info) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The version token of a content: the entity tag that Nginx computes for the same file, so that a
   * client sees one tag whoever answers it.
   */
  static String version(long modifiedEpochSeconds, long length) {
    return Long.toHexString(modifiedEpochSeconds) + "-" + Long.toHexString(length);
  }

  byte[] toJson() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("key", info.key().value());
      json.writeStringField("data", dataName);
      json.writeNumberField("length", info.length());
      json.writeNumberField("modified", info.modified().getEpochSecond());
      writeOptional(json, "contentType", info.description().contentType());
      writeOptional(json, "disposition", info.description().disposition());
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  private static void writeOptional(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  /**
   * Reads a record.
   *
   * @throws IOException it is cut off, or not a record; unknown fields are passed over
   */
  static InfoRecord parse(byte[] bytes) throws IOException {
    String key = null;
    String data = null;
    String contentType = null;
    String disposition = null;
    long length = -1;
    long modified = -1;
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an info record");
      }
      String field;
      while ((field = json.nextFieldName()) != null) {
        switch (field) {
          case "key" -> key = json.nextTextValue();
          case "data" -> data = json.nextTextValue();
          case "length" -> length = json.nextLongValue(-1);
          case "modified" -> modified = json.nextLongValue(-1);
          case "contentType" -> contentType = json.nextTextValue();
          case "disposition" -> disposition = json.nextTextValue();
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
    }
    if (key == null || data == null || length < 0 || modified < 0 || !isDataName(data)) {
      throw new IOException("an incomplete info record");
    }
    return new InfoRecord(
        data,
        new ObjectInfo(
            keyOf(key),
            length,
            version(modified, length),
            Instant.ofEpochSecond(modified),
            new ObjectDescription(contentType, disposition)));
  }

  private static boolean isDataName(String name) {
    return name.indexOf(StoreLayout.VERSION_MARK) > 0 && name.indexOf('/') < 0;
  }

  private static ObjectKey keyOf(String value) throws IOException {
    try {
      return new ObjectKey(value);
    } catch (IllegalArgumentException e) {
      throw new IOException("an info record of no key", e);
    }
  }
}
