package dev.seveneight.local;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the local system and the place of its data.
 *
 * @param port the port of the API; zero for any free port
 * @param publicUrl the address in links, if clients reach the API through a proxy; without it the
 *     system's own address
 * @param dynamo the address on which the store is offered over HTTP too; port zero for any free
 *     port
 * @param folder the folder of the data; in memory if empty
 * @param hosts additional host names, next to the loopback addresses and the host of {@code
 *     publicUrl}
 */
record LocalSettings(
    int port,
    Optional<String> publicUrl,
    Optional<InetSocketAddress> dynamo,
    Optional<Path> folder,
    Set<String> hosts) {
  /** The settings of a system in memory, on any free port. */
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
