package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Set;

/** What people say of incidents must name a time that exists. */
final class IncidentRules extends Rules {

  private static final String ACKNOWLEDGED = "incidents.acknowledged";

  IncidentRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  @Override
  void tryAll() {
    if (!inOrder("time_zone") || ConfigMapping.zone(tree()).isEmpty()) {
      return;
    }
    ZoneId zone = ConfigMapping.zone(tree()).orElseThrow();
    int index = 0;
    for (JsonNode element : tree().at(ACKNOWLEDGED)) {
      String key = Key.element(ACKNOWLEDGED, index++) + ".until";
      JsonNode until = element.path("until");
      if (until.isTextual() && inOrder(key) && Instants.parse(until.asText(), zone).isEmpty()) {
        invalid(key, ConfigTree.shown(until), "must be a valid date and time of day");
      }
    }
  }
}
