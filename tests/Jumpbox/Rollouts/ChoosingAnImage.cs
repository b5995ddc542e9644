using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Rollouts;

namespace Jumpbox.Tests.Rollouts;

public sealed class ChoosingAnImage
{
    private const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/gal/images/box";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly ImageIdentity Signed = new(
        "hash",
        "run",
        "commit",
        ImageIdentity.Signature,
        "by a signature"
    );

    public static TheoryData<string, FoundImage> Refused =>
        new()
        {
            { "it does not belong to this pipeline", Good() with { IsOurs = false } },
            { "it is not released", Good() with { Released = null } },
            { "it is withdrawn since", Good() with { Withdrawn = "2026-11-19" } },
            { "it is retired since", Good() with { Retired = "2026-11-19" } },
            {
                "it is revoked since 2026-11-19 (a key leaked)",
                Good() with
                {
                    Revoked = "2026-11-19",
                    RevokedBecause = "a key leaked",
                }
            },
            { "it is Failed", Good() with { State = "Failed" } },
            { "its life ended on 2026-11-20", Good() with { EndOfLife = Now } },
            { "its age is unknown", Good() with { Since = null } },
            { "which is in the future: its age is unknown", Good() with { Since = Now.AddHours(1) } },
            { "the limit is 30", Good() with { Since = Now.AddDays(-31) } },
            { "whether it is in westeurope", Good() with { Regions = [] } },
            { "it is in eastus2, and the machines' subnet is in westeurope", Good() with { Regions = ["East US 2"] } },
        };

    [Fact]
    public void The_newest_released_one_is_taken_unless_one_is_named()
    {
        FoundImage[] images =
        [
            Good("1.10.0"),
            Good("1.9.0"),
            Good("1.11.0") with
            {
                Released = null,
            },
            Good("1.12.0") with
            {
                Revoked = "2026-11-19",
            },
            Good("2.0.0") with
            {
                IsOurs = false,
            },
        ];

        Assert.Equal("1.10.0", RolloutImage.Choose(images, null).Name);
        Assert.Equal("1.9.0", RolloutImage.Choose(images, "1.9.0").Name);
    }

    [Fact]
    public void Without_a_released_one_nothing_is_chosen() =>
        Assert.Contains(
            "no released image",
            Assert.Throws<LifeException>(() => RolloutImage.Choose([Good() with { Released = null }], null)).Message
        );

    [Fact]
    public void A_released_young_signed_one_in_the_region_is_good() => Require(Good(), Signed);

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_known_to_be_good_is_refused_with_the_reason(string reason, FoundImage image) =>
        Assert.Contains(reason, Problem(image, Signed));

    [Fact]
    public void Tags_alone_are_no_evidence_where_a_signature_is_required() =>
        Assert.Contains(
            "its signed evidence is required",
            Problem(Good(), ImageIdentity.OfTags(Good(), "no artifacts"))
        );

    [Fact]
    public void Tags_are_enough_where_unsigned_evidence_is_accepted() =>
        Require(Good(), ImageIdentity.OfTags(Good(), "no artifacts"), requiresSignature: false);

    [Fact]
    public void All_reasons_are_told_at_once()
    {
        string problem = Problem(
            Good() with
            {
                Released = null,
                Since = null,
                Regions = [],
            },
            ImageIdentity.OfTags(Good(), "no artifacts"),
            "its base image was revoked"
        );

        Assert.Equal(5, problem.Split("\n  - ").Length - 1);
        Assert.Contains("its base image was revoked.", problem);
    }

    private static FoundImage Good(string version = "1.0.0") =>
        new($"{Definition}/versions/{version}", "Succeeded", Now.AddDays(-3))
        {
            IsOurs = true,
            Released = "2026-11-18",
            Regions = ["West Europe"],
        };

    private static string Problem(FoundImage image, ImageIdentity identity, params string[] objections) =>
        Assert.Throws<LifeException>(() => Require(image, identity, true, objections)).Message;

    private static void Require(
        FoundImage image,
        ImageIdentity identity,
        bool requiresSignature = true,
        params string[] objections
    ) => RolloutImage.Require(image, identity, "westeurope", 30, requiresSignature, objections, Now);
}
