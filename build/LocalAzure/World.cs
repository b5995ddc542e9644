namespace LocalAzure;

/// <summary>The resources at a point in time.</summary>
/// <param name="ResourceIds">
/// The ids of all resources, including groups and subscriptions, in ordinal order of their lower-case form.
/// </param>
public sealed record World(IReadOnlyList<string> ResourceIds);
