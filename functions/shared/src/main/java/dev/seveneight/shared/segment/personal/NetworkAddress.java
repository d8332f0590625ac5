package dev.seveneight.shared.segment.personal;

import java.util.regex.Pattern;

/**
 * Detects IP and MAC addresses by their shape. A version of four small numbers cannot be
 * distinguished from an IPv4 address, and is treated as one.
 */
final class NetworkAddress {
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  private static final Pattern IPV4 =
      Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}(?:[:/][0-9]{1,5})?");

  private static final Pattern MAC =
      Pattern.compile("[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2})(?:\\1[0-9a-fA-F]{2}){4}");

  /** As routers write it; with a letter, because versions have three groups of digits, too. */
  private static final Pattern MAC_WITH_DOTS =
      Pattern.compile("(?=.*[a-fA-F])[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){2}");

  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private static final int IPV6_GROUPS = 8;

  private NetworkAddress() {}

  static boolean matches(String value) {
    if (value.chars().noneMatch(c -> c == '.' || c == ':' || c == '-')) {
      return false;
    }
    return IPV4.matcher(value).matches()
        || MAC.matcher(value).matches()
        || MAC_WITH_DOTS.matcher(value).matches()
        || isIpv6(value);
  }

  /**
   * Returns whether this is an IPv6 address: eight groups, or fewer with one {@code ::} (RFC 4291).
   */
  private static boolean isIpv6(String value) {
    String address = value.startsWith("[") ? value.substring(1) : value;
    int end = endOfAddress(address);
    address = address.substring(0, end);
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address) == IPV6_GROUPS;
    }
    int before = groups(address.substring(0, gap));
    int after = groups(address.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /**
   * Returns the end of the address, before a zone, a prefix length or the bracket before a port.
   */
  private static int endOfAddress(String address) {
    int end = 0;
    while (end < address.length() && "%/]".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /**
   * Returns the number of groups of 16 bits; -1 if one is invalid. An IPv4 address at the end is
   * two groups.
   */
  private static int groups(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int groups = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        groups++;
      } else if (i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
        groups += 2;
      } else {
        return -1;
      }
    }
    return groups;
  }
}
