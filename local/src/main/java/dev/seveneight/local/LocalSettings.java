package dev.seveneight.local;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the local system listens and where it keeps its data.
 *
 * @param port of the API; zero for any that is free
 * @param publicUrl the address in links, if clients reach the API through something in front of it;
 *     without it the system's own address
 * @param dynamo where to offer the store over HTTP too; port zero for any that is free
 * @param folder where to keep data; in memory if empty
 */
record LocalSettings(
    int port,
    Optional<String> publicUrl,
    Optional<InetSocketAddress> dynamo,
    Optional<Path> folder) {
  /** The settings of a system in memory, on any port that is free. */
  static final LocalSettings IN_MEMORY =
      new LocalSettings(0, Optional.empty(), Optional.empty(), Optional.empty());

  LocalSettings withPort(int other) {
    return new LocalSettings(other, publicUrl, dynamo, folder);
  }

  LocalSettings withPublicUrl(String url) {
    return new LocalSettings(port, Optional.of(url), dynamo, folder);
  }

  LocalSettings withDynamo(InetSocketAddress address) {
    return new LocalSettings(port, publicUrl, Optional.of(address), folder);
  }

  LocalSettings withFolder(Path place) {
    return new LocalSettings(port, publicUrl, dynamo, Optional.of(place));
  }
}
