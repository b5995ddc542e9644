namespace LocalAzure.Access;

/// <summary>A principal of the tenant.</summary>
/// <param name="Id">The object id.</param>
/// <param name="Type">User, Group or ServicePrincipal.</param>
/// <param name="Name">The display name; null for the object id.</param>
/// <param name="AppId">The client id of a service principal; null for others.</param>
internal sealed record Principal(string Id, string Type, string? Name = null, string? AppId = null);
