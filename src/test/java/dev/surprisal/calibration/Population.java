package dev.surprisal.calibration;

import java.util.Arrays;

/**
 * Rows of three classes and the model that predicts them. A row's label is drawn by the class
 * shares; the prediction is one of nine, by the label: weak, medium or strong evidence for one of
 * the classes. The model is calibrated for the usual shares and evidence, whatever becomes of them:
 * other shares are a label shift, blurred evidence makes the loss rise although labels and
 * predictions keep their distributions, and fewer strong ones are a covariate shift.
 *
 * @param shares the probability of each class
 * @param strengths the probability of weak, medium and strong evidence
 * @param blur the share of rows whose prediction has nothing to do with their label
 */
record Population(double[] shares, double[] strengths, double blur) {

  static final int CLASSES = 3;
  static final int PREDICTIONS = 9;

  /** What a row of weak, medium or strong evidence has to do with its label. */
  private static final double[] RIGHT = {0.45, 0.75, 0.96};

  static final Population USUAL =
      new Population(new double[] {0.5, 0.3, 0.2}, new double[] {0.3, 0.4, 0.3}, 0);

  /** The probability of each prediction where the label is the given one. */
  double[] predictionsOf(int label) {
    double[] sharp = sharp(label);
    double[] mixed = new double[PREDICTIONS];
    for (int other = 0; other < CLASSES; other++) {
      double[] ofOther = sharp(other);
      for (int t = 0; t < PREDICTIONS; t++) {
        mixed[t] += shares[other] * ofOther[t];
      }
    }
    for (int t = 0; t < PREDICTIONS; t++) {
      mixed[t] = (1 - blur) * sharp[t] + blur * mixed[t];
    }
    return mixed;
  }

  private double[] sharp(int label) {
    double[] sharp = new double[PREDICTIONS];
    for (int t = 0; t < PREDICTIONS; t++) {
      sharp[t] = strengths[t / CLASSES] * evidence(t, label);
    }
    return sharp;
  }

  private static double evidence(int prediction, int label) {
    double right = RIGHT[prediction / CLASSES];
    return prediction % CLASSES == label ? right : (1 - right) / (CLASSES - 1);
  }

  /** The distribution that the model predicts: Bayes' rule on the usual shares. */
  static double[] prediction(int prediction) {
    double[] q = new double[CLASSES];
    double sum = 0;
    for (int label = 0; label < CLASSES; label++) {
      q[label] = USUAL.shares[label] * evidence(prediction, label);
      sum += q[label];
    }
    for (int label = 0; label < CLASSES; label++) {
      q[label] /= sum;
    }
    return q;
  }

  /** The mean of −ln q(label), exactly. */
  double logLoss() {
    double loss = 0;
    for (int label = 0; label < CLASSES; label++) {
      double[] predictions = predictionsOf(label);
      for (int t = 0; t < PREDICTIONS; t++) {
        loss -= shares[label] * predictions[t] * Math.log(prediction(t)[label]);
      }
    }
    return loss;
  }

  /** D(these shares‖the usual ones), in nats. */
  double labelShift() {
    double divergence = 0;
    for (int i = 0; i < CLASSES; i++) {
      divergence += shares[i] * Math.log(shares[i] / USUAL.shares[i]);
    }
    return divergence;
  }

  Population withShares(double... others) {
    return new Population(others, strengths, blur);
  }

  Population withStrengths(double... others) {
    return new Population(shares, others, blur);
  }

  /** More rows of the last class, until D(current‖usual) is the given number of nats. */
  static Population shiftedBy(double nats) {
    double low = 0;
    double high = 5;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (tilted(middle).labelShift() < nats) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return tilted(low);
  }

  private static Population tilted(double strength) {
    double[] shares = USUAL.shares.clone();
    shares[CLASSES - 1] *= Math.exp(strength);
    double sum = Arrays.stream(shares).sum();
    return USUAL.withShares(Arrays.stream(shares).map(share -> share / sum).toArray());
  }

  /** Blurred until the log loss has risen by the given number of nats: it is linear in the blur. */
  static Population worseBy(double nats) {
    double sharp = USUAL.logLoss();
    double blurred = new Population(USUAL.shares, USUAL.strengths, 1).logLoss();
    return new Population(USUAL.shares, USUAL.strengths, nats / (blurred - sharp));
  }

  /** A day of its own: each share moves by a normal deviate of the given standard deviation. */
  Population onDay(Draw draw, double deviation) {
    double[] moved = new double[CLASSES];
    double mean = 0;
    for (int i = 0; i < CLASSES; i++) {
      moved[i] = draw.gaussian();
      mean += moved[i] / CLASSES;
    }
    // z − z̄ has the variance (K − 1)/K.
    double scale = deviation * Math.sqrt(CLASSES / (CLASSES - 1.0));
    double sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      moved[i] = Math.max(0.01, shares[i] + scale * (moved[i] - mean));
      sum += moved[i];
    }
    for (int i = 0; i < CLASSES; i++) {
      moved[i] /= sum;
    }
    return withShares(moved);
  }
}
