package io.sluice.resize;

/** Which forms of signature count. */
public enum SignatureChoice {
  /** 32 digits, as shift-media makes them. */
  MD5,
  /** 64 digits. */
  HMAC,
  /** Either; new names are signed with HMAC. */
  BOTH;

  /**
   * Whether 32 digits count.
   *
   * @return false for {@link #HMAC}
   */
  public boolean hasMd5() {
    return this != HMAC;
  }

  /**
   * Whether 64 digits count.
   *
   * @return false for {@link #MD5}
   */
  public boolean hasHmac() {
    return this != MD5;
  }
}
