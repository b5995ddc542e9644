using LocalAzure.Specifications;

namespace LocalAzure.Providers.Compute;

/// <summary>The API versions of what Microsoft.Compute lists, which is not published as a resource.</summary>
internal static class ComputeVersions
{
    public static readonly string[] Offers = [.. Specification.VersionsOf(VirtualMachines.TypeName)];

    // SKUs are versioned separately: Azure/azure-rest-api-specs, compute, SkusRP.
    public static readonly string[] Skus = ["2017-09-01", "2019-04-01", "2021-07-01"];
}
