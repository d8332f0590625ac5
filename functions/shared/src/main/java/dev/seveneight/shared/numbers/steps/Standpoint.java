package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where answers stand, as answers about steps tell it: the passives as one, and the 7s and 8s among
 * them apart. So these overlap.
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

  /** The name that the API uses. */
  public String apiName() {
    return apiName;
  }

  /** The groups that stand here. */
  List<Group> groups() {
    return switch (this) {
      case DETRACTOR -> List.of(Group.DETRACTOR);
      case PASSIVE -> List.of(Group.SEVEN, Group.EIGHT);
      case SEVEN -> List.of(Group.SEVEN);
      case EIGHT -> List.of(Group.EIGHT);
      case PROMOTER -> List.of(Group.PROMOTER);
    };
  }

  /** What the groups that stand here come to together. */
  public long sum(ToLongFunction<Group> count) {
    return groups().stream().mapToLong(count).sum();
  }

  /** The steps from here to there. */
  public long stepsTo(Standpoint to, StepMatrix steps) {
    return sum(from -> to.sum(end -> steps.steps(from, end)));
  }

  /** Whether all that stand here are passives. */
  public boolean isPassive() {
    return PASSIVE.groups().containsAll(groups());
  }
}
