namespace LocalAzure.Providers.ManagedIdentity;

/// <summary>The API versions of Microsoft.ManagedIdentity that real clients send.</summary>
internal static class ManagedIdentityVersions
{
    public static readonly string[] All =
    [
        "2015-08-31-preview",
        "2018-11-30",
        "2022-01-31-preview",
        "2023-01-31",
        "2023-07-31-preview",
        "2024-11-30",
    ];
}
