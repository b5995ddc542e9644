namespace Jumpbox.Provenance;

/// <summary>The SLSA provenance v1 predicate.</summary>
/// <param name="BuildDefinition">What went in.</param>
/// <param name="RunDetails">How it ran.</param>
public sealed record ProvenancePredicate(BuildDefinition BuildDefinition, RunDetails RunDetails);
