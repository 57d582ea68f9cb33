package io.sluice.cli;

import io.sluice.resize.ResizeConfig;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one site puts into the shipped nginx templates; no value in it can add a directive of its
 * own.
 *
 * @param site how clients see it
 * @param app where the decisions are made
 * @param folders where things are on disk
 * @param limits how much one client may ask for
 * @param cachesVerdicts true: nginx keeps the app's verdict on a GET for ten seconds and serves the
 *     file itself; a URL may then outlive its end by that much; ignored with a bucket
 * @param bucket where the objects are; null for a file store
 */
public record NginxValues(
    NginxSite site,
    NginxApp app,
    NginxFolders folders,
    NginxLimits limits,
    boolean cachesVerdicts,
    @Nullable NginxBucket bucket) {

  /** Where there is no bucket, its files are rendered and never included. */
  private static final NginxBucket NO_BUCKET =
      new NginxBucket(URI.create("http://localhost"), "/none", "1g", "4m");

  /**
   * With a file store.
   *
   * @param site as above
   * @param app as above
   * @param folders as above
   * @param limits as above
   * @param cachesVerdicts as above
   */
  public NginxValues(
      NginxSite site,
      NginxApp app,
      NginxFolders folders,
      NginxLimits limits,
      boolean cachesVerdicts) {
    this(site, app, folders, limits, cachesVerdicts, null);
  }

  /**
   * The values under the names that the templates use, ready for {@link NginxTemplates#render} or
   * for the environment of {@code envsubst}.
   *
   * @return every name of {@link NginxTemplates#variables()}, in a fixed order
   */
  public Map<String, String> toMap() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("SLUICE_NGINX_USER_DIRECTIVE", site.userDirective());
    values.put("SLUICE_NGINX_LISTEN", site.listen());
    values.put("SLUICE_NGINX_SERVER_NAME", site.serverName());
    values.put("SLUICE_NGINX_PREFIX", site.prefix());
    values.put("SLUICE_NGINX_CORS_MAP", site.corsMap());
    Duration maxAge = site.resizeMaxAge();
    values.put(
        "SLUICE_NGINX_RESIZE_CACHE_CONTROL",
        maxAge == null ? "no-store" : ResizeConfig.cacheControl(maxAge));
    values.put("SLUICE_NGINX_APP", app.address());
    values.put("SLUICE_NGINX_CONTEXT", app.context());
    values.put("SLUICE_NGINX_PROXY_TOKEN", app.proxyToken());
    values.put("SLUICE_NGINX_SPOOL", folders.spool());
    values.put("SLUICE_NGINX_STORE", folders.store());
    values.put("SLUICE_NGINX_STORE_ROOT", folders.storeRoot());
    // A door that was open once has left files that nobody checks a signature for.
    values.put("SLUICE_NGINX_PUBLISHED", folders.published() + (maxAge == null ? "/.closed" : ""));
    values.put("SLUICE_NGINX_VARIANTS", folders.variants());
    values.put("SLUICE_NGINX_LOG_DIR", folders.logs());
    values.put("SLUICE_NGINX_CACHE_DIR", folders.cache());
    values.put("SLUICE_NGINX_MAX_BODY", limits.maxBody());
    values.put("SLUICE_NGINX_RATE_GET", limits.rateGet());
    values.put("SLUICE_NGINX_RATE_PUT", limits.ratePut());
    values.put("SLUICE_NGINX_PUT_CONNECTIONS", Integer.toString(limits.putConnections()));
    values.put("SLUICE_NGINX_UNLIMITED_NET", limits.unlimitedNet());
    values.put("SLUICE_NGINX_GET", cachesVerdicts && bucket == null ? "get-cached" : "get");
    putBucket(values);
    return values;
  }

  private void putBucket(Map<String, String> values) {
    NginxBucket remote = bucket == null ? NO_BUCKET : bucket;
    values.put("SLUICE_NGINX_STORE_KIND", bucket == null ? "file" : "s3");
    values.put("SLUICE_NGINX_PUT", bucket == null ? "put" : "put-s3");
    values.put("SLUICE_NGINX_S3_SCHEME", remote.scheme());
    values.put("SLUICE_NGINX_S3_HOST", remote.host());
    values.put("SLUICE_NGINX_S3_NAME", remote.name());
    values.put("SLUICE_NGINX_S3_ADDRESS", remote.address());
    values.put("SLUICE_NGINX_S3_TLS", remote.tls());
    values.put("SLUICE_NGINX_CACHE_SIZE", remote.cacheSize());
    values.put("SLUICE_NGINX_SLICE", remote.slice());
  }
}
