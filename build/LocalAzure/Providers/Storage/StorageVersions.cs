namespace LocalAzure.Providers.Storage;

/// <summary>The API versions of Microsoft.Storage that real clients send.</summary>
internal static class StorageVersions
{
    public static readonly string[] All =
    [
        "2019-06-01",
        "2021-01-01",
        "2021-04-01",
        "2021-09-01",
        "2022-05-01",
        "2022-09-01",
        "2023-01-01",
        "2023-04-01",
        "2023-05-01",
        "2024-01-01",
        "2025-01-01",
    ];
}
