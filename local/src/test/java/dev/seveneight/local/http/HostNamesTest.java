package dev.seveneight.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:3000",
        "LocalHost:3000",
        "127.0.0.1:3000",
        "127.1.2.3",
        "[::1]:3000"
      })
  void shouldAcceptLoopbackHosts(String host) {
    assertThat(HostNames.LOOPBACK.accept(Optional.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebind.evil",
        "rebind.evil:3000",
        "localhost.evil",
        "evil.localhost.com",
        "127.0.0.1.evil",
        "localhost:3000.evil",
        "localhost@evil",
        "10.0.0.1",
        "0.0.0.0",
        "[::2]",
        "host.docker.internal",
        ""
      })
  void shouldAcceptNoOtherHost(String host) {
    assertThat(HostNames.LOOPBACK.accept(Optional.of(host))).isFalse();
  }

  @Test
  void shouldAcceptNoRequestWithoutAHost() {
    assertThat(HostNames.LOOPBACK.accept(Optional.empty())).isFalse();
  }

  @Test
  void shouldAcceptNamesThatAreAdded() {
    HostNames hosts = HostNames.LOOPBACK.with(Set.of("NPS.test"));

    assertThat(hosts.accept(Optional.of("nps.TEST:3000"))).isTrue();
    assertThat(hosts.accept(Optional.of("localhost"))).isTrue();
    assertThat(hosts.accept(Optional.of("other.test"))).isFalse();
  }

  /** A page whose name is an address was loaded from there, so its name cannot lead here. */
  @ParameterizedTest
  @ValueSource(strings = {"172.17.0.1:8000", "[fd00::1]:8000", "host.docker.internal:8000"})
  void shouldAcceptTheNamesThatContainersUse(String host) {
    assertThat(HostNames.LOOPBACK.withThoseOfContainers().accept(Optional.of(host))).isTrue();
    assertThat(HostNames.LOOPBACK.withThoseOfContainers().accept(Optional.of("rebind.evil")))
        .isFalse();
  }
}
