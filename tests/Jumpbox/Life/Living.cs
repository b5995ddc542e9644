using Jumpbox.Cleaning;

namespace Jumpbox.Tests.Life;

/// <summary>Versions of one image definition on paper.</summary>
internal static class Living
{
    public const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static string Id(string number) => $"{Definition}/versions/{number}";

    public static FoundImage Version(string number) =>
        new(Id(number), "Succeeded", Now.AddDays(-3))
        {
            IsOurs = true,
            Regions = ["eastus2"],
            ContentHash = new string('a', 64),
            Run = "2026-11-26T10:00:00.0000000Z",
        };

    public static FoundImage Released(string number, bool offered = true, params string[] regions) =>
        Version(number) with
        {
            Released = "2026-11-27T00:00:00Z",
            Regions = regions.Length == 0 ? ["eastus2"] : regions,
            OfferedIn =
                !offered ? []
                : regions.Length == 0 ? ["eastus2"]
                : regions,
        };

    public static FoundImage Withdrawn(string number, bool offered = false) =>
        Released(number, offered) with
        {
            Withdrawn = "2026-11-28T00:00:00Z",
        };

    public static FoundImage Revoked(string number) =>
        Version(number) with
        {
            Revoked = "2026-11-28T00:00:00Z",
            RevokedBecause = "a key on board",
        };
}
