namespace LocalAzure.Providers.ContainerInstance;

/// <summary>The API versions of Microsoft.ContainerInstance that real clients send.</summary>
internal static class ContainerInstanceVersions
{
    public static readonly string[] Usages =
    [
        "2019-12-01",
        "2021-03-01",
        "2021-07-01",
        "2021-09-01",
        "2021-10-01",
        "2022-09-01",
        "2023-05-01",
        "2024-05-01-preview",
        "2025-09-01",
    ];

    public static readonly string[] ContainerGroups =
    [
        "2018-10-01",
        "2019-12-01",
        "2020-11-01",
        "2021-03-01",
        "2021-07-01",
        "2021-09-01",
        "2021-10-01",
        "2022-09-01",
        "2023-05-01",
        "2024-05-01-preview",
        "2024-11-01-preview",
        "2025-09-01",
    ];
}
