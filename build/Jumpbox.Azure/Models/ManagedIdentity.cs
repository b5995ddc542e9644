using Jumpbox.Settings;

namespace Jumpbox.Azure;

/// <summary>A user-assigned managed identity.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="PrincipalId">What roles are given to.</param>
/// <param name="ClientId">What a program signs in as.</param>
/// <param name="TenantId">Its directory.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ManagedIdentity(
    ResourceId Id,
    string Location,
    string PrincipalId,
    string ClientId,
    string TenantId,
    IReadOnlyDictionary<string, string> Tags
);
