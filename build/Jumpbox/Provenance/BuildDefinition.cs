namespace Jumpbox.Provenance;

/// <summary>What went into the build. Source: SLSA provenance v1, "BuildDefinition".</summary>
/// <param name="BuildType">A URI that says how to read the parameters.</param>
/// <param name="ExternalParameters">What the one who started it chose.</param>
/// <param name="InternalParameters">What the pipeline computed.</param>
/// <param name="ResolvedDependencies">What it was made from: the commit, the lock's files, the base image, the template.</param>
public sealed record BuildDefinition(
    string BuildType,
    IReadOnlyDictionary<string, string> ExternalParameters,
    IReadOnlyDictionary<string, string> InternalParameters,
    IReadOnlyList<ResourceDescriptor> ResolvedDependencies
);
