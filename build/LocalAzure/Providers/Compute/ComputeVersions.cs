namespace LocalAzure.Providers.Compute;

/// <summary>The API versions of Microsoft.Compute that real clients send.</summary>
internal static class ComputeVersions
{
    public static readonly string[] Offers =
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

    public static readonly string[] VirtualMachines =
    [
        "2018-06-01",
        "2019-03-01",
        "2019-07-01",
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
        "2026-03-01",
    ];

    // Disks are versioned separately: Azure/azure-rest-api-specs, compute, DiskRP.
    public static readonly string[] Disks =
    [
        "2020-12-01",
        "2021-12-01",
        "2022-07-02",
        "2023-01-02",
        "2023-04-02",
        "2023-10-02",
        "2024-03-02",
        "2025-01-02",
    ];

    public static readonly string[] Galleries =
    [
        "2019-03-01",
        "2019-07-01",
        "2019-12-01",
        "2020-09-30",
        "2021-07-01",
        "2021-10-01",
        "2022-01-03",
        "2022-03-03",
        "2022-08-03",
        "2023-07-03",
        "2024-03-03",
        "2025-03-03",
    ];
}
