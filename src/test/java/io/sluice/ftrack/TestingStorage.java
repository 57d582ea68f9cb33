package io.sluice.ftrack;

import io.sluice.cli.NginxBucket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a gateway keeps its components, seen from behind. */
interface TestingStorage extends AutoCloseable {
  /** Makes an empty store, with whatever it needs on this machine below a folder. */
  void start(Path folder) throws Exception;

  /** The settings of the store, in YAML on one line. */
  String settings();

  /** What Nginx needs to know of it; null when it is on disk. */
  @Nullable NginxBucket bucket();

  /** Whether a GET shows one version; a lesser test server looks at the name twice. */
  boolean readsOneVersion();

  /** Whether it takes a type whose charset no Java knows. */
  boolean takesEveryCharset();

  /** The beginning of a metric that only such a store has. */
  String metric();

  /** Where the app sends Nginx for an object. */
  String innerAddress();

  /** The form of an entity tag of five bytes. */
  String tagOfFiveBytes();

  /** The names of all that is kept of one component, in any spelling of its id. */
  List<String> stored(String id) throws Exception;

  /** The same without what waits for its deletion: what makes a component be there. */
  List<String> published(String id) throws Exception;

  /** Bodies and parts on their way in; notes on replaced data are none. */
  List<String> unfinished() throws Exception;

  /** How many bytes of bodies have come as far as here: more means that an upload is running. */
  long arrived() throws Exception;

  /** Takes the whole store away, as a lost mount or network does. */
  void takeAway() throws Exception;

  /** Brings it back with all it had. */
  void bringBack() throws Exception;

  /** What readiness says of it meanwhile. */
  String awayWord();

  /** What the store is called, and whoever may read it: nothing of it is for clients. */
  List<String> secrets();

  @Override
  void close() throws Exception;
}
