package dev.surprisal.job;

import dev.surprisal.drift.classifier.Learner;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A random forest of MLlib's, the same whatever the cluster: its rows are one partition in a given
 * order, and all that is random in it follows from the seed, the partition's number and that order.
 *
 * <p>It is a regression of 0 and 1, whose variance is half of Gini's impurity: the trees are those
 * of a classification, but MLlib's merges leaves that name the same class and so forgets how sure
 * each of them is.
 *
 * @param spark the session
 * @param trees the trees
 * @param seed their seed
 */
record ForestLearner(SparkSession spark, int trees, long seed) implements Learner {

  /** So many halvings, and rows in a leaf, tell a few thousand rows apart without learning them. */
  private static final int DEPTH = 6;

  private static final int LEAST_ROWS = 10;

  private static final int BINS = 32;

  private static final String FEATURES = "features";
  private static final String LABEL = "label";

  @Override
  public Scorer learn(double[][] rows, boolean[] current, int[] categories) {
    RandomForestRegressionModel forest =
        new RandomForestRegressor()
            .setFeatureSubsetStrategy("sqrt")
            .setFeaturesCol(FEATURES)
            .setLabelCol(LABEL)
            .setNumTrees(trees)
            .setMaxDepth(DEPTH)
            .setMinInstancesPerNode(LEAST_ROWS)
            .setMaxBins(BINS)
            .setSeed(seed)
            .fit(table(rows, current, categories));
    return row -> forest.predict(Vectors.dense(row));
  }

  private Dataset<Row> table(double[][] rows, boolean[] current, int[] categories) {
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      table.add(RowFactory.create(current[i] ? 1.0 : 0.0, Vectors.dense(rows[i])));
    }
    StructType schema =
        new StructType(
            new StructField[] {
              DataTypes.createStructField(LABEL, DataTypes.DoubleType, false),
              DataTypes.createStructField(
                  FEATURES, SQLDataTypes.VectorType(), false, attributes(categories).toMetadata())
            });
    return spark.createDataFrame(table, schema).coalesce(1);
  }

  /** Which figures are categories: a tree may send any of them to either side. */
  private static AttributeGroup attributes(int[] categories) {
    Attribute[] attributes = new Attribute[categories.length];
    for (int i = 0; i < categories.length; i++) {
      attributes[i] =
          categories[i] > 0
              ? NominalAttribute.defaultAttr().withNumValues(Math.max(2, categories[i]))
              : NumericAttribute.defaultAttr();
    }
    return new AttributeGroup(FEATURES, attributes);
  }
}
