package dev.seveneight.query.offence;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.ingest.IngestHandler;
import dev.seveneight.local.StoreExtension;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.logging.Logger;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;

/** Breaks the rules for functions, so that their tests can show that they notice. */
public final class EverythingWrong implements RequestStreamHandler {
  private final IngestHandler anotherFunction;
  private final StoreExtension whatNeverShips;
  private final MetricsContext whatStartsSlowly;

  /** Holds what no function may know. */
  public EverythingWrong(
      IngestHandler anotherFunction,
      StoreExtension whatNeverShips,
      MetricsContext whatStartsSlowly) {
    this.anotherFunction = anotherFunction;
    this.whatNeverShips = whatNeverShips;
    this.whatStartsSlowly = whatStartsSlowly;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context) {
    System.out.println(anotherFunction.hashCode() + whatStartsSlowly.getNamespace());
    Logger.getLogger("offence").info(whatNeverShips.newProject());
  }
}
