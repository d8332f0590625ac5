package dev.seveneight.local;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the local system listens and where it keeps its data.
 *
 * @param port of the API; zero for any that is free
 * @param publicUrl the address in links, if clients reach the API through something in front of it;
 *     without it the system's own address
 * @param dynamo where to offer the store over HTTP too; port zero for any that is free
 * @param folder where to keep data; in memory if empty
 * @param hosts names under which it may be called, beside the loopback addresses and the host of
 *     {@code publicUrl}
 */
record LocalSettings(
    int port,
    Optional<String> publicUrl,
    Optional<InetSocketAddress> dynamo,
    Optional<Path> folder,
    Set<String> hosts) {
  /** The settings of a system in memory, on any port that is free. */
  static final LocalSettings IN_MEMORY =
      new LocalSettings(0, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  LocalSettings withPort(int other) {
    return new LocalSettings(other, publicUrl, dynamo, folder, hosts);
  }

  LocalSettings withPublicUrl(String url) {
    return new LocalSettings(port, Optional.of(url), dynamo, folder, hosts);
  }

  LocalSettings withDynamo(InetSocketAddress address) {
    return new LocalSettings(port, publicUrl, Optional.of(address), folder, hosts);
  }

  LocalSettings withFolder(Path place) {
    return new LocalSettings(port, publicUrl, dynamo, Optional.of(place), hosts);
  }

  LocalSettings withHosts(String... names) {
    return new LocalSettings(port, publicUrl, dynamo, folder, Set.of(names));
  }
}
