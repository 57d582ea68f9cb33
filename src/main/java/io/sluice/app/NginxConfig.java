package io.sluice.app;

import io.sluice.config.Section;

/**
 * Settings that only the rendered Nginx files need; {@code sluice nginx} reads them.
 *
 * @param listen address and port of the server, as Nginx writes them
 * @param serverName the server's names
 * @param app where Nginx finds this application
 * @param logFolder for the access log; empty for the folder that is rendered into
 * @param rateGet requests a second and address for get and remove
 * @param ratePut requests a second and address for put
 * @param putConnections uploads at once and address
 * @param unlimited the network that no limit applies to: the ftrack server's own
 * @param hasVerdictCache whether Nginx keeps verdicts for a few seconds
 * @param cacheFolder for verdicts, and for slices of objects in a bucket; empty for one in the
 *     folder that is rendered into
 * @param cacheBytes the disk that slices may take
 * @param sliceBytes the length of a slice: what Nginx asks a bucket for at a time
 * @param certificates the authorities that a bucket's certificate is checked with
 */
public record NginxConfig(
    String listen,
    String serverName,
    String app,
    String logFolder,
    int rateGet,
    int ratePut,
    int putConnections,
    String unlimited,
    boolean hasVerdictCache,
    String cacheFolder,
    long cacheBytes,
    long sliceBytes,
    String certificates) {

  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /**
   * Reads the section {@code front.nginx}.
   *
   * @param section its settings
   * @return the settings
   */
  public static NginxConfig read(Section section) {
    return new NginxConfig(
        section.text("listen", "9000"),
        section.text("server-name", "_"),
        section.text("app", "127.0.0.1:9001"),
        section.text("log-folder", ""),
        section.integer("rate-get", 200, 1, 1_000_000),
        section.integer("rate-put", 50, 1, 1_000_000),
        section.integer("put-connections", 64, 1, 65_535),
        section.text("unlimited", "127.0.0.1/32"),
        section.flag("verdict-cache", false),
        section.text("cache-folder", ""),
        section.bytes("cache-size", 10 * GIB, 16 * MIB, Long.MAX_VALUE),
        section.bytes("slice", 4 * MIB, 64 * KIB, GIB),
        section.text("certificates", "/etc/ssl/certs/ca-certificates.crt"));
  }
}
