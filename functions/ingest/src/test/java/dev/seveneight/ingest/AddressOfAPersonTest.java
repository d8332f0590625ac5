package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** People who get another address: nobody is found by two people's, and by an old one nobody. */
class AddressOfAPersonTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private static final String MOVE =
      "{\"email\": \"old@example.com\", \"email_update\": \"new@example.com\", \"send\": false}";

  @Test
  void shouldFindAPersonByTheNewAddressAndNobodyByTheOld() {
    String id = idOf("{\"email\": \"old@example.com\", \"name\": \"Ada\"}");

    Answer moved = post(MOVE).expect(200);

    assertThat(moved.object())
        .containsEntry("id", id)
        .containsEntry("email", "new@example.com")
        .containsEntry("name", "Ada");
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(post("{\"email\": \"new@example.com\"}").expect(200).id()).isEqualTo(id);
    assertThat(post("{\"email\": \"old@example.com\"}").expect(201).id()).isNotEqualTo(id);
  }

  @Test
  void shouldMoveAPhoneNumber() {
    String id = idOf("{\"phone_number\": \"+14155550100\"}");

    assertThat(
            post("{\"phone_number\": \"+14155550100\", \"phone_number_update\": \"+1 415 555 0101\"}")
                .expect(200)
                .object())
        .containsEntry("id", id)
        .containsEntry("phone_number", "+14155550101");
    assertThat(post("{\"phone_number\": \"+14155550101\"}").expect(200).id()).isEqualTo(id);
  }

  @Test
  void shouldMoveTheAddressOfWhoIsFoundOtherwise() {
    String id = idOf("{\"email\": \"old@example.com\", \"external_id\": \"17\"}");

    assertThat(
            post("{\"external_id\": \"17\", \"email_update\": \"new@example.com\"}")
                .expect(200)
                .object())
        .containsEntry("id", id)
        .containsEntry("email", "new@example.com");
    assertThat(
            post("{\"id\": \"" + id + "\", \"email_update\": \"newer@example.com\"}")
                .expect(200)
                .object())
        .containsEntry("email", "newer@example.com");
    assertThat(project.ledger("identity")).hasSize(2);
  }

  @Test
  void shouldChangeNothingWhenTheMoveIsSentAgain() {
    idOf("{\"email\": \"old@example.com\"}");
    Answer moved = post(MOVE).expect(200);
    Map<String, Map<String, AttributeValue>> before = project.everything();

    assertThat(post(MOVE).expect(200).json()).isEqualTo(moved.json());
    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldMakeWhoIsNotThereAtTheNewAddress() {
    assertThat(post(MOVE).expect(201).field("email")).isEqualTo("new@example.com");

    assertThat(project.ledger("identity")).hasSize(1);
  }

  @Test
  void shouldLeaveAPersonWhoMovesNowhere() {
    idOf("{\"email\": \"old@example.com\"}");

    post("{\"email\": \"old@example.com\", \"email_update\": \"OLD@example.com\"}").expect(200);

    assertThat(project.ledger("person").get(0).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldRefuseAnAddressThatIsTaken() {
    idOf("{\"email\": \"old@example.com\", \"phone_number\": \"+14155550100\"}");
    idOf("{\"email\": \"new@example.com\", \"phone_number\": \"+14155550101\"}");
    Map<String, Map<String, AttributeValue>> before = project.everything();

    post(MOVE).expectInvalid("email_update address_taken");
    post("""
            {"email": "old@example.com", "email_update": "new@example.com",
             "phone_number": "+14155550100", "phone_number_update": "+14155550101"}
            """)
        .expectInvalid("email_update address_taken", "phone_number_update address_taken");
    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldNotMoveWhoHasAnotherAddressThanTheRequestSays() {
    idOf("{\"email\": \"elsewhere@example.com\", \"external_id\": \"17\"}");

    post("""
            {"external_id": "17", "email": "old@example.com", "email_update": "new@example.com"}
            """)
        .expectInvalid("email conflict");
  }

  @Test
  void shouldLeaveAnAddressFreeForTheNext() {
    String first = idOf("{\"email\": \"old@example.com\"}");
    post(MOVE).expect(200);

    String second = idOf("{\"email\": \"old@example.com\"}");

    assertThat(second).isNotEqualTo(first);
    post("{\"email\": \"old@example.com\", \"email_update\": \"new@example.com\"}")
        .expectInvalid("email_update address_taken");
  }

  @RepeatedTest(3)
  void shouldGiveAnAddressToOneOfManyWhoWantItAtOnce() {
    for (int i = 0; i < 3; i++) {
      idOf("{\"email\": \"p" + i + "@example.com\"}");
    }

    List<Answer> answers =
        Together.times(
            6,
            i ->
                i < 3
                    ? post(
                        "{\"email\": \"p"
                            + i
                            + "@example.com\", \"email_update\": \"new@example.com\"}")
                    : post("{\"email\": \"new@example.com\", \"send\": false}"));

    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 422).contains(200, 422);
    long owners =
        project.ledger("person").stream()
            .filter(item -> item.get("email").s().equals("new@example.com"))
            .count();
    assertThat(owners).isEqualTo(1);
    assertThat(project.ledger("identity")).hasSameSizeAs(project.ledger("person"));
    assertThat(project.ledger("journey")).hasSameSizeAs(project.ledger("person"));
  }

  @Test
  void shouldRefuseAnAddressThatSomebodyTakesInTheLastMoment() {
    idOf("{\"email\": \"old@example.com\"}");
    AtomicBoolean isTaken = new AtomicBoolean();
    StoreInterference somebodyElse =
        (request, sender) -> {
          if (request instanceof TransactWriteItemsRequest && isTaken.compareAndSet(false, true)) {
            idOf("{\"email\": \"new@example.com\"}");
          }
          return sender.send();
        };

    project
        .api(somebodyElse, Scope.WRITE)
        .post("/v1/people", MOVE)
        .expectInvalid("email_update address_taken");
    assertThat(project.ledger("identity")).hasSize(2);
  }

  private Answer post(String body) {
    return api.post("/v1/people", body);
  }

  private String idOf(String body) {
    return post(body).expect(201).id();
  }
}
