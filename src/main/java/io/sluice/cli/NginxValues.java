package io.sluice.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one site puts into the shipped nginx templates; no value in it can add a directive of its
 * own.
 *
 * @param site how clients see it
 * @param app where the decisions are made
 * @param folders where things are on disk
 * @param limits how much one client may ask for
 * @param cachesVerdicts true: nginx keeps the app's verdict on a GET for ten seconds and serves the
 *     file itself; a URL may then outlive its end by that much
 */
public record NginxValues(
    NginxSite site,
    NginxApp app,
    NginxFolders folders,
    NginxLimits limits,
    boolean cachesVerdicts) {

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
    values.put("SLUICE_NGINX_APP", app.address());
    values.put("SLUICE_NGINX_CONTEXT", app.context());
    values.put("SLUICE_NGINX_PROXY_TOKEN", app.proxyToken());
    values.put("SLUICE_NGINX_SPOOL", folders.spool());
    values.put("SLUICE_NGINX_STORE", folders.store());
    values.put("SLUICE_NGINX_STORE_ROOT", folders.storeRoot());
    values.put("SLUICE_NGINX_LOG_DIR", folders.logs());
    values.put("SLUICE_NGINX_CACHE_DIR", folders.cache());
    values.put("SLUICE_NGINX_MAX_BODY", limits.maxBody());
    values.put("SLUICE_NGINX_RATE_GET", limits.rateGet());
    values.put("SLUICE_NGINX_RATE_PUT", limits.ratePut());
    values.put("SLUICE_NGINX_PUT_CONNECTIONS", Integer.toString(limits.putConnections()));
    values.put("SLUICE_NGINX_UNLIMITED_NET", limits.unlimitedNet());
    values.put("SLUICE_NGINX_GET", cachesVerdicts ? "get-cached" : "get");
    return values;
  }
}
