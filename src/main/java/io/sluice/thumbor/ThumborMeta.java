package io.sluice.thumbor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The answer to {@code meta/}: what would be done to a picture, as JSON. */
public final class ThumborMeta {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ThumborMeta() {}

  /**
   * Writes the plan: crops, resizes and flips. What a trim cuts off shows in no size, for it is not
   * known without the pixels.
   *
   * @param url of the source, as the request names it
   * @param source its size
   * @param frames how many pictures it holds, at least 1
   * @param recipe of the request
   * @param callback for JSONP; null for plain JSON
   * @return ASCII; {@code application/json}, or {@code text/javascript} with a callback
   * @throws HttpErrorException 400, {@link ThumborError#THUMBOR_CALLBACK_MALFORMED}
   */
  public static String write(
      String url, Size source, int frames, Recipe recipe, @Nullable String callback) {
    if (callback != null && !callback.matches("[A-Za-z0-9_.$]{1,64}")) {
      throw new HttpErrorException(ThumborError.THUMBOR_CALLBACK_MALFORMED);
    }
    StringWriter out = new StringWriter(400);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("thumbor");
      json.writeObjectFieldStart("source");
      json.writeStringField("url", url);
      writeSides(json, source);
      json.writeNumberField("frameCount", frames);
      json.writeEndObject();
      json.writeArrayFieldStart("operations");
      Size target = writeOperations(json, source, recipe);
      json.writeEndArray();
      json.writeObjectFieldStart("target");
      writeSides(json, target);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    }
    return callback == null ? out.toString() : callback + "(" + out + ");";
  }

  private static Size writeOperations(JsonGenerator json, Size source, Recipe recipe)
      throws IOException {
    Size size = source;
    for (Step step : recipe.steps()) {
      if (step instanceof Scale scale) {
        size = writeScale(json, size, scale.place(size));
      } else if (step instanceof Flip flip) {
        json.writeStartObject();
        json.writeStringField("type", flip.horizontal() ? "flip_horizontally" : "flip_vertically");
        json.writeEndObject();
      }
    }
    return size;
  }

  private static Size writeScale(JsonGenerator json, Size size, Placement place)
      throws IOException {
    if (!place.isWhole(size)) {
      json.writeStartObject();
      json.writeStringField("type", "crop");
      json.writeNumberField("left", place.left());
      json.writeNumberField("top", place.top());
      json.writeNumberField("right", place.left() + place.part().width());
      json.writeNumberField("bottom", place.top() + place.part().height());
      json.writeEndObject();
    }
    if (!place.target().equals(place.part())) {
      json.writeStartObject();
      json.writeStringField("type", "resize");
      writeSides(json, place.target());
      json.writeEndObject();
    }
    return place.target();
  }

  private static void writeSides(JsonGenerator json, Size size) throws IOException {
    json.writeNumberField("width", size.width());
    json.writeNumberField("height", size.height());
  }
}
