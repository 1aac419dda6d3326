package dev.surprisal.math;

import dev.surprisal.api.PublicApi;

/** The unit in which an amount of information is told: nats inside, nats or bits outside. */
@PublicApi
public enum InformationUnit {
  NATS("nats", 1.0),
  BITS("bits", 1.0 / Math.log(2.0));

  private final String label;
  private final double perNat;

  InformationUnit(String label, double perNat) {
    this.label = label;
    this.perNat = perNat;
  }

  /** The unit's name as it stands beside a figure. */
  public String label() {
    return label;
  }

  /** Converts an amount in nats to this unit. */
  public double fromNats(double nats) {
    return nats * perNat;
  }

  /** Converts an amount in this unit to nats. */
  public double toNats(double amount) {
    return amount / perNat;
  }
}
