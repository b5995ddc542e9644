namespace Jumpbox.Provenance;

/// <summary>How the build ran. Source: SLSA provenance v1, "RunDetails".</summary>
/// <param name="Builder">Who ran it.</param>
/// <param name="Metadata">Which run it was.</param>
public sealed record RunDetails(ProvenanceBuilder Builder, BuildMetadata Metadata);
