namespace LocalAzure;

/// <summary>What exists at one moment.</summary>
/// <param name="ResourceIds">Every resource's id, groups and subscriptions included, in ordinal order of lower case.</param>
public sealed record World(IReadOnlyList<string> ResourceIds);
