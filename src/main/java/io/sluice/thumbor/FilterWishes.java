package io.sluice.thumbor;

import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the filters of one URL come to; filled by them in the order of the URL. */
final class FilterWishes {
  final ThumborRequest request;
  final List<Step> steps = new ArrayList<>();
  final List<Focus.Area> areas = new ArrayList<>();
  final List<FilterCall> ignored = new ArrayList<>();
  String image;
  Output output = Output.DEFAULT;
  @Nullable Integer maxAgeSeconds;
  boolean stretch;
  boolean upscale;
  boolean noUpscale;

  FilterWishes(ThumborRequest request) {
    this.request = request;
    this.image = request.image();
  }

  boolean add(Step step) {
    return steps.add(step);
  }

  boolean put(Output wished) {
    output = wished;
    return true;
  }
}
