using LocalAzure.Specifications;

namespace LocalAzure.Providers.Resources;

/// <summary>The API versions of Microsoft.Resources that real clients send.</summary>
internal static class ResourcesVersions
{
    // Deployments are published with every version of the others.
    public static readonly string[] ResourceGroups = [.. Specification.VersionsOf("Microsoft.Resources/deployments")];

    public static readonly string[] Subscriptions =
    [
        "2016-06-01",
        "2018-05-01",
        "2019-06-01",
        "2019-11-01",
        "2020-01-01",
        "2021-01-01",
        "2022-12-01",
    ];
}
