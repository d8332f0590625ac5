package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The standing of a response, as replies about steps show it: the passives as one, and also the 7s
 * and the 8s among them separately. So these overlap.
 */
public enum Standpoint {
  DETRACTOR("detractor"),
  PASSIVE("passive"),
  SEVEN("7"),
  EIGHT("8"),
  PROMOTER("promoter");

  private final String apiName;

  Standpoint(String apiName) {
    this.apiName = apiName;
  }

  /** Returns the name in the API. */
  public String apiName() {
    return apiName;
  }

  /** Returns the groups that stand here. */
  List<Group> groups() {
    return switch (this) {
      case DETRACTOR -> List.of(Group.DETRACTOR);
      case PASSIVE -> List.of(Group.SEVEN, Group.EIGHT);
      case SEVEN -> List.of(Group.SEVEN);
      case EIGHT -> List.of(Group.EIGHT);
      case PROMOTER -> List.of(Group.PROMOTER);
    };
  }

  /** Returns the sum of a count over the groups that stand here. */
  public long sum(ToLongFunction<Group> count) {
    return groups().stream().mapToLong(count).sum();
  }

  /** Returns the number of steps from here to another standpoint. */
  public long stepsTo(Standpoint to, StepMatrix steps) {
    return sum(from -> to.sum(end -> steps.steps(from, end)));
  }

  /** Whether all responses that stand here are passives. */
  public boolean isPassive() {
    return PASSIVE.groups().containsAll(groups());
  }
}
