namespace Jumpbox.Planning;

/// <summary>What would become of one resource.</summary>
/// <param name="Kind">For example <c>Create</c>, <c>Modify</c> or <c>NoChange</c>.</param>
/// <param name="ResourceId">The resource.</param>
/// <param name="Details">The paths of the properties that would change; empty where that is not known.</param>
public sealed record PlannedChange(string Kind, string ResourceId, IReadOnlyList<string> Details);
