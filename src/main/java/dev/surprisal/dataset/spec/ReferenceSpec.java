package dev.surprisal.dataset.spec;

import org.jspecify.annotations.Nullable;

/**
 * A reference that is a dataset of its own.
 *
 * @param predictions the dataset, with all that it has of the description of the predictions
 * @param labels its label dataset, or null where the label stands beside the prediction or none
 *     exist
 * @param inheritance what it has of the description of the predictions
 */
public record ReferenceSpec(
    PredictionSpec predictions, @Nullable LabelSpec labels, Inheritance inheritance) {}
