package dev.seveneight.local;

import java.util.Optional;

/** The local runner's message once it serves: its address and the first things to try. */
final class Banner {
  private static final String TEXT =
      """

      Seven-Eight serves %1$s with the key %2$s (project %3$s, all scopes). Try:

        curl -u %2$s: %1$s/v1/survey_responses \\
          -H 'Content-Type: application/json' \\
          -d '{"person_email": "jo@example.com", "score": 8, "comment": "Fine.", "person_properties": {"plan": "pro"}}'
        curl -u %2$s: %1$s/v1/metrics
        curl -u %2$s: '%1$s/v1/metrics?segment%%5Bplan%%5D=pro'
        curl -u %2$s: '%1$s/v1/imports?score=SCORE_COLUMN&person_external_id=ID_COLUMN' \\
          -H 'Content-Type: text/csv' --data-binary @responses.csv
      %4$s
      Ctrl-C stops it.
      """;

  private static final String WARNING =
      """

      WARNING: the store listens beyond this machine (-DdynamoHost) and asks nobody for a key.
      Everyone on the network can read and change it. Use this behind a firewall or in a network
      that you trust, and without real data.
      """;

  private Banner() {}

  /**
   * Returns the text.
   *
   * @param dynamoUrl the address of the store over HTTP, if it is offered
   * @param dynamoIsOpen whether other machines can reach the store
   */
  static String of(String url, Optional<String> dynamoUrl, boolean dynamoIsOpen) {
    String store =
        dynamoUrl
            .map(
                address ->
                    "\nThe store: aws dynamodb list-tables --region local --endpoint-url "
                        + address
                        + "\n"
                        + (dynamoIsOpen ? WARNING : ""))
            .orElse("");
    return TEXT.formatted(url, DemoProject.KEY, DemoProject.PROJECT, store);
  }
}
