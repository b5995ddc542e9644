namespace LocalAzure.Providers.Authorization;

/// <summary>The API versions of Microsoft.Authorization that real clients send.</summary>
internal static class AuthorizationVersions
{
    public static readonly string[] Roles =
    [
        "2015-07-01",
        "2018-01-01-preview",
        "2018-07-01",
        "2018-09-01-preview",
        "2020-03-01-preview",
        "2020-04-01-preview",
        "2020-08-01-preview",
        "2020-10-01-preview",
        "2022-04-01",
        "2022-05-01-preview",
    ];

    public static readonly string[] Policies =
    [
        "2019-09-01",
        "2020-03-01",
        "2020-09-01",
        "2021-06-01",
        "2022-06-01",
        "2023-04-01",
        "2024-04-01",
        "2024-05-01",
        "2025-01-01",
    ];

    public static readonly string[] Locks = ["2015-01-01", "2016-09-01", "2017-04-01", "2020-05-01"];
}
