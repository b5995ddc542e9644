namespace LocalAzure.Providers.Compute;

/// <summary>API versions of Microsoft.Compute that clients in the field send.</summary>
internal static class ComputeVersions
{
    public static readonly string[] Compute =
    [
        "2019-12-01",
        "2020-06-01",
        "2020-12-01",
        "2021-03-01",
        "2021-07-01",
        "2021-11-01",
        "2022-03-01",
        "2022-08-01",
        "2022-11-01",
        "2023-03-01",
        "2023-07-01",
        "2023-09-01",
        "2024-03-01",
        "2024-07-01",
        "2024-11-01",
        "2025-04-01",
        "2025-11-01",
        "2026-03-01",
    ];

    public static readonly string[] Skus = ["2017-09-01", "2019-04-01", "2021-07-01"];
}
