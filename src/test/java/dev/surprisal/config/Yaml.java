package dev.surprisal.config;

/** Configurations that several tests start from. */
final class Yaml {

  /** Only what is required. */
  static final String SMALL =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        path: predictions
        probability: probability
        timestamp: scored_at
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output: {path: target/electricity}
      """;

  /** Every key of a configuration with labels in their own dataset, none at its default. */
  static final String LARGE =
      """
      model:
        name: weather
        classes: [dry, rain, snow]
      unit: bits
      time_zone: Europe/Paris
      predictions:
        format: csv
        path: in/predictions
        options: {header: true, sep: ";", maxColumns: 100}
        schema: station BIGINT, hour INT, p_dry DOUBLE, p_rain DOUBLE, p_snow DOUBLE
        key: [station, hour]
        probability: {dry: p_dry, rain: p_rain, snow: p_snow}
        scale: logit
        timestamp: to_timestamp(at)
        version: model_version
        duplicates: fail
      labels:
        format: json
        path: in/labels
        options: {multiLine: "true"}
        schema: s BIGINT, h INT, weather STRING
        key: [s, h]
        label: weather
        timestamp: seen_at
        duplicates: first
        lag: 3 days
        unlabelled: [-1, ""]
      challenger:
        name: second
        format: orc
        path: in/second
        options: {mergeSchema: "true"}
        schema: site BIGINT, t INT, logits ARRAY<DOUBLE>
        key: [site, t]
        probability: logits
        scale: logit
        timestamp: to_timestamp(t)
        where: site > 0
      window: 12 hours
      sliding: 2 days
      reference: {from: 1996-12-01, to: 1997-05-01T12:00}
      current: {from: "1997-05-01 12:00:00", to: 1998-12-06T00:00:00Z}
      slices: [weekday, [weekday, daypart]]
      columns: [pressure, humidity]
      zero: {policy: renormalise, floor: 1e-6}
      checks: {sum_tolerance: 0.001, max_rejected: 0.5, count_outside: true, max_duplicates: 0.25}
      drift:
        alpha: 0.01
        correction: benjamini_yekutieli
        min_rows: 50
        min_effect: {kl_divergence: 0.1, log_loss: 0.2, ratio: 0.3, volume: 0.4}
        previous: true
        lifetime: true
      classifier: {rows: 5000, folds: 4, trees: 20, seed: 7}
      limits: {slices: 250, categories: 40}
      incidents:
        acknowledged:
          - {id: 1f0c7a52be91, until: 2026-07-01, reason: known outage of the vendor}
      output:
        path: out
        tables: {format: orc}
        store: {format: delta}
        json: full
        metrics:
          slices: all
          pushgateway:
            url: https://push.example:9091/base
            job: drift
            grouping: {environment: production}
            timeout_seconds: 30
        scores: true
        url: "https://reports.example.com/weather"
        costliest_rows: {rows: 5, key: true, columns: [weekday]}
      notify:
        webhooks:
          - {url: {env: PAGER_URL}, headers: {Authorization: {file: /run/secrets/pager}, X-Team: {env: TEAM}},
             form: slack, when: always, timeout_seconds: 2.5}
        emails:
          - {host: smtp.example.com, port: 2525, security: tls, user: surprisal, password: {env: SMTP_PASSWORD},
             from: Surprisal <surprisal@example.com>, to: [a@example.com, b@example.com],
             when: [new, worse], timeout_seconds: 20}
      """;

  /** The label beside the prediction, and a column for one of two classes. */
  static final String BESIDE =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        table: warehouse.predictions
        key: [id]
        probability: {UP: p_up}
        timestamp: scored_at
        label: label
      challenger: {table: warehouse.second, probability: {UP: p_up}}
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output: {path: target/electricity}
      """;

  /** Both datasets out of a catalog. */
  static final String TABLES =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        table: warehouse.predictions
        key: [id]
        probability: probability
        timestamp: scored_at
      labels: {table: warehouse.labels, key: [id], label: label}
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output: {path: target/electricity}
      """;

  /** A classifier as it is by default. */
  static final String CLASSIFIED =
      SMALL
          + """
          columns: [nswprice]
          classifier: {}
          """;

  /** Metrics that are pushed as they are by default. */
  static final String PUSHED =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        path: predictions
        probability: probability
        timestamp: scored_at
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output: {path: target/electricity, metrics: {pushgateway: {url: 'http://pushgateway:9091'}},
               costliest_rows: {}}
      """;

  /** A reference that is a dataset of its own and has nothing of the predictions. */
  static final String DATASET =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        format: csv
        path: [log/2025.csv, "log/2026*.csv"]
        options: {header: true}
        schema: id BIGINT, p DOUBLE, at TIMESTAMP, v STRING
        key: [id]
        probability: {UP: p}
        timestamp: at
        version: v
        duplicates: fail
      labels: {format: csv, path: labels.csv, options: {header: true}, key: [id], label: y}
      reference:
        from: 2025-01-01
        to: 2025-02-01
        format: orc
        path: [training, test]
        options: {mergeSchema: "true"}
        schema: row BIGINT, logits ARRAY<DOUBLE>, seen_at TIMESTAMP
        key: [row]
        probability: logits
        scale: logit
        timestamp: seen_at
        version: trained
        weight: n
        duplicates: first
        labels:
          format: json
          path: truth
          options: {multiLine: "true"}
          schema: r BIGINT, l STRING
          key: [r]
          label: l
          timestamp: told_at
          duplicates: fail
      output: {path: out}
      """;

  /** One in a catalog, whose labels stand beside. */
  static final String DATASET_TABLE =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions: {path: log, probability: q, version: v, label: y}
      reference: {table: warehouse.training, probability: q, rest: spread, label: z, unlabelled: [-1]}
      output: {path: out}
      """;

  /** One whose labels are in a catalog. */
  static final String DATASET_LABELS =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions: {path: log, key: [id], probability: q, timestamp: at}
      reference: {path: training, labels: {table: warehouse.truth, label: y, unlabelled: [n/a]}}
      current: {from: 2025-01-01}
      output: {path: out}
      """;

  private static final String DATABASE_USER =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions: {path: log, probability: q, timestamp: at}
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output:
        path: out
        tables:
          format: jdbc
          url: jdbc:postgresql://db/x
          user: u
          schema: monitoring
          driver: org.postgresql.Driver
      """;

  /** Tables in a database, with all that it may need. */
  static final String DATABASE = DATABASE_USER + "    password: {env: DB_PASSWORD}\n";

  /** Tables in a database whose password is in a file. */
  static final String DATABASE_FILE = DATABASE_USER + "    password: {file: /run/secrets/db}\n";

  private Yaml() {}
}
