package dev.seveneight.shared.http;

/**
 * The names of the headers that replies have, in their usual spelling. HTTP does not care about
 * case, but some clients do: Delighted's client for PHP looks up {@code Link} exactly like this.
 */
public final class HeaderName {
  /** The methods that a path allows. */
  public static final String ALLOW = "Allow";

  /** Whether caches may keep the reply. */
  public static final String CACHE_CONTROL = "Cache-Control";

  /** The length of the body in bytes. Functions set it only in replies to {@code HEAD}. */
  static final String CONTENT_LENGTH = "Content-Length";

  /** The media type of the body. */
  public static final String CONTENT_TYPE = "Content-Type";

  /** The version of a thing. */
  public static final String ETAG = "ETag";

  /** The URL of the next page. */
  public static final String LINK = "Link";

  /** After how many seconds to send the request again. */
  public static final String RETRY_AFTER = "Retry-After";

  /** How to send a key. */
  public static final String WWW_AUTHENTICATE = "WWW-Authenticate";

  private HeaderName() {}
}
