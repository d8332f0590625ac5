package dev.seveneight.shared.nps;

import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;

/** Files of numbers that others have computed, where they are beside the project. */
public final class PublishedVectors {
  /** Six decimals are published. */
  public static final Offset<Double> AS_PUBLISHED = within(1e-6);

  private PublishedVectors() {}

  /** The rows below the header. */
  public static List<double[]> in(String file) throws IOException {
    Path path = Path.of("../shared/data").resolve(file);
    assumeTrue(Files.exists(path), "the published test vectors are not beside the project");
    return Files.readAllLines(path).stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }
}
