namespace LocalAzure.Providers.PolicyInsights;

/// <summary>The API versions of Microsoft.PolicyInsights that real clients send.</summary>
internal static class PolicyInsightsVersions
{
    public static readonly string[] All = ["2020-07-01", "2022-03-01", "2023-03-01", "2024-10-01"];
}
