package org.dhvirtualenv.engine.pip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * Puts distributions into the order in which pip installs them: what others need comes first, and
 * among those that need nothing of each other the alphabet runs backwards.
 *
 * <p>It matters where two distributions bring the same file, because the later one wins. Where
 * distributions need each other in a circle, pip's order is not defined and neither is this one. Of
 * markers only those for extras are read (PEP 508); any other is taken for true, so that a
 * requirement for another system may put a distribution earlier than pip does.
 */
final class InstallationOrder {
  private static final Pattern REQUIREMENT =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[([^\\]]*)\\])?[^;]*(?:;(.*))?");
  private static final Pattern EXTRA = Pattern.compile("extra\\s*==\\s*['\"]([^'\"]+)['\"]");

  /** A distribution and the extras that something asks for; without extras it is itself. */
  private record Node(String name, Set<String> extras) {}

  private final Map<String, Resolved> all = new HashMap<>();
  private final Map<Node, Set<Node>> needs = new HashMap<>();

  private InstallationOrder(Collection<Resolved> resolved) {
    Deque<Node> open = new ArrayDeque<>();
    for (Resolved one : resolved) {
      all.put(one.name().normalised(), one);
      open.add(new Node(one.name().normalised(), Set.of()));
      open.add(new Node(one.name().normalised(), extras(String.join(",", one.extras()))));
    }
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (!needs.containsKey(node)) {
        Set<Node> children = children(node);
        needs.put(node, children);
        open.addAll(children);
      }
    }
  }

  /** Returns {@code resolved}, sorted. */
  static List<Resolved> of(Collection<Resolved> resolved) {
    return new InstallationOrder(resolved).sorted();
  }

  private Set<Node> children(Node node) {
    Set<Node> children = new HashSet<>();
    if (!node.extras().isEmpty()) {
      children.add(new Node(node.name(), Set.of()));
    }
    for (String requirement : Objects.requireNonNull(all.get(node.name())).requires()) {
      Matcher matcher = REQUIREMENT.matcher(requirement);
      if (matcher.lookingAt() && active(Optional.ofNullable(matcher.group(3)), node.extras())) {
        String name = DistributionName.normalised(matcher.group(1));
        if (all.containsKey(name)) {
          children.add(new Node(name, extras(Optional.ofNullable(matcher.group(2)).orElse(""))));
        }
      }
    }
    children.remove(node);
    return children;
  }

  /** Returns whether a requirement with {@code marker} counts for somebody who asked for extras. */
  private static boolean active(Optional<String> marker, Set<String> extras) {
    Matcher extra = EXTRA.matcher(marker.orElse(""));
    boolean found = extra.find();
    return found == !extras.isEmpty()
        && (!found
            || extra
                .reset()
                .results()
                .anyMatch(one -> extras.contains(DistributionName.normalised(one.group(1)))));
  }

  private static Set<String> extras(String list) {
    Set<String> extras = new TreeSet<>();
    for (String extra : list.split(",")) {
      if (!extra.isBlank()) {
        extras.add(DistributionName.normalised(extra.trim()));
      }
    }
    return extras;
  }

  private List<Resolved> sorted() {
    List<Resolved> order = new ArrayList<>();
    Comparator<Node> last = Comparator.comparing(Node::name).reversed();
    while (!needs.isEmpty()) {
      List<Node> free =
          needs.entrySet().stream()
              .filter(entry -> entry.getValue().isEmpty())
              .map(Map.Entry::getKey)
              .sorted(last)
              .toList();
      if (free.isEmpty()) {
        free = List.of(circle(last.thenComparing(Node::toString)));
      }
      for (Node node : free) {
        if (node.extras().isEmpty()) {
          order.add(all.get(node.name()));
        }
      }
      needs.keySet().removeAll(free);
      for (Set<Node> children : needs.values()) {
        children.removeAll(free);
      }
    }
    return order;
  }

  /** Returns one of those that need each other in a circle, which has to be opened somewhere. */
  private Node circle(Comparator<Node> order) {
    Set<Node> seen = new HashSet<>();
    Node node = needs.keySet().stream().min(order).orElseThrow();
    while (seen.add(node)) {
      node = needs.getOrDefault(node, Set.of()).stream().min(order).orElseThrow();
    }
    return node;
  }
}
