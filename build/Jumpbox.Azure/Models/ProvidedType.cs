namespace Jumpbox.Azure;

/// <summary>A resource type that a provider offers.</summary>
/// <param name="Name">The type without its namespace, for example <c>imageTemplates</c>.</param>
/// <param name="Locations">The regions by display name, for example <c>East US 2</c>.</param>
/// <param name="ApiVersions">The API versions, newest first.</param>
public sealed record ProvidedType(string Name, IReadOnlyList<string> Locations, IReadOnlyList<string> ApiVersions);
