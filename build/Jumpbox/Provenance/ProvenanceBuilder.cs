namespace Jumpbox.Provenance;

/// <summary>Who ran the build. Source: SLSA provenance v1, "Builder".</summary>
/// <param name="Id">A URI that stands for the builder and everything that it trusts.</param>
/// <param name="Version">The versions of the builder's parts.</param>
public sealed record ProvenanceBuilder(string Id, IReadOnlyDictionary<string, string> Version);
