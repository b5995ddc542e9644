namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The API versions of Microsoft.VirtualMachineImages that real clients send.</summary>
internal static class VirtualMachineImagesVersions
{
    public static readonly string[] All =
    [
        "2020-02-14",
        "2021-10-01",
        "2022-02-14",
        "2022-07-01",
        "2023-07-01",
        "2024-02-01",
        "2025-10-01",
    ];
}
