package dev.seveneight.local.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The host names that a server on this machine accepts. A page from another site cannot read the
 * replies of a local server, unless the page's own name leads to this machine (DNS rebinding). Then
 * the browser sends that name in the header {@code Host}, and the server has to reject it.
 *
 * <p>Immutable.
 */
public final class HostNames {
  /** The loopback addresses, which lead to this machine for pages from any site. */
  public static final HostNames LOOPBACK = new HostNames(Set.of(), false);

  /** Docker's name for the machine that runs a container. */
  private static final String DOCKER_HOST = "host.docker.internal";

  private static final Pattern PORT = Pattern.compile(":[0-9]*$");
  private static final Pattern IP_ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private final Set<String> more;
  private final boolean anyAddress;

  private HostNames(Set<String> more, boolean anyAddress) {
    this.more = Set.copyOf(more);
    this.anyAddress = anyAddress;
  }

  /** Returns these names and others. */
  public HostNames with(Set<String> names) {
    Set<String> all = new TreeSet<>(more);
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    return new HostNames(all, anyAddress);
  }

  /**
   * Returns these names and those that a container uses: any IP address, and Docker's name for this
   * machine. An IP address is safe because DNS rebinding needs a name.
   */
  public HostNames withThoseOfContainers() {
    return new HostNames(with(Set.of(DOCKER_HOST)).more, true);
  }

  /** Whether a request with this header {@code Host} is accepted. */
  public boolean accept(Optional<String> host) {
    String name = PORT.matcher(host.orElse("").toLowerCase(Locale.ROOT)).replaceFirst("");
    return LOOPBACK_HOST.matcher(name).matches()
        || more.contains(name)
        || (anyAddress && IP_ADDRESS.matcher(name).matches());
  }
}
