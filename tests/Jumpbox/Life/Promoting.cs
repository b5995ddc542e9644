using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Offers;
using Jumpbox.Settings;
using static Jumpbox.Tests.Life.Living;

namespace Jumpbox.Tests.Life;

public sealed class Promoting
{
    private static readonly ResourceId Target = ResourceId.Parse(
        Definition.Replace("/gal/", "/prod/", StringComparison.Ordinal)
    );

    private static readonly EnvironmentSettings Prod = new("prod", Target, ["westeurope", "eastus2"], null, 30, false);

    [Fact]
    public void The_copy_has_the_same_number_and_its_home_where_source_and_environment_meet()
    {
        PromotionPlan plan = Of(Sight());

        Assert.Equal($"{Target}/versions/1.0.1", plan.Target.ToString());
        Assert.Equal("eastus2", plan.Location);
        Assert.Equal(["westeurope", "eastus2"], plan.Regions);
    }

    [Fact]
    public void The_last_good_release_is_promoted_unless_another_is_named()
    {
        FoundImage[] images = [Released("1.0.0"), Released("1.0.1"), Withdrawn("1.0.2"), Version("1.0.3")];

        Assert.Equal("1.0.1", PromotionPlan.Choose(images, null).Name);
        Assert.Equal("1.0.0", PromotionPlan.Choose(images, "1.0.0").Name);
        Assert.Throws<LifeException>(() => PromotionPlan.Choose([Version("1.0.3")], null));
    }

    [Fact]
    public void Where_one_region_is_encrypted_every_region_is()
    {
        EnvironmentSettings half = Prod with
        {
            EncryptionSets = new Dictionary<string, ResourceId>
            {
                ["eastus2"] = ResourceId.Parse(
                    "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/us"
                ),
            },
        };

        string refused = Assert.Throws<LifeException>(() => Of(Sight(), half)).Message;

        Assert.Contains("it would be in westeurope", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_against_it_is_named_at_once()
    {
        string refused = Refused(
            Sight(
                Revoked("1.0.1") with
                {
                    IsEncrypted = true,
                    Run = "2026-01-01T00:00:00Z",
                    Regions = ["japaneast"],
                }
            ) with
            {
                BaseObjections = ["the base image /x was revoked on 2026-11-01T00:00:00Z"],
            }
        );

        Assert.All(
            new[]
            {
                "revoked since 2026-11-28T00:00:00Z",
                "customer-managed keys",
                "332.5 days ago; the limit of prod is 30",
                "it is in japaneast, and prod is in westeurope, eastus2",
                "the base image /x was revoked",
                "Nothing was copied",
            },
            part => Assert.Contains(part, refused, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(false, "is not released; only a released version")]
    [InlineData(true, "withdrawn since")]
    public void What_is_not_released_is_refused(bool withdrawn, string why) =>
        Assert.Contains(
            why,
            Refused(Sight(withdrawn ? Withdrawn("1.0.1") : Version("1.0.1"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Another_tenant_is_refused_by_name() =>
        Assert.Contains(
            "in the tenant other",
            Refused(Sight() with { Tenant = "it is in the tenant other." }),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_unknown_age_is_no_young_one() =>
        Assert.Contains(
            "its age is unknown",
            Refused(Sight(Released("1.0.1") with { Run = null, Since = null })),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("2026-11-29T11:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public void A_tag_does_not_make_an_old_image_young(string run) =>
        Assert.Contains(
            "90.0 days ago; the limit of prod is 30",
            Refused(Sight(Released("1.0.1") with { Run = run, Since = Now.AddDays(-90) })),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_image_from_the_future_has_no_known_age() =>
        Assert.Contains(
            "in the future: its age is unknown",
            Refused(Sight(Released("1.0.1") with { Run = "2099-01-01T00:00:00Z", Since = null })),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_copy_is_complete_only_where_it_is_reported_as_completed()
    {
        ReplicationProgress progress = new([("eastus2", "Completed", 100, ""), ("westeurope", "Unknown", 0, "")]);

        Assert.True(progress.IsCompleteIn(["East US 2"]));
        Assert.False(progress.IsCompleteIn(["eastus2", "westeurope"]));
        Assert.False(new ReplicationProgress([]).IsCompleteIn(["eastus2"]));
    }

    [Fact]
    public void Tags_alone_do_not_prove_it_where_the_environment_requires_signed_evidence()
    {
        Assert.Contains(
            "requires its signed evidence: from its tags only",
            Refused(Sight(), Prod with { RequiresSignature = true }),
            StringComparison.Ordinal
        );
        _ = Of(
            Sight() with
            {
                Identity = new ImageIdentity("a", "b", "c", ImageIdentity.Signature, "signed"),
            },
            Prod with
            {
                RequiresSignature = true,
            }
        );
    }

    [Fact]
    public void Definitions_of_another_architecture_or_generation_are_refused()
    {
        string refused = Refused(
            Sight() with
            {
                To = new GalleryDefinition(Target, "Linux", "V1", "Arm64", null) { Location = "eastus2" },
            }
        );

        Assert.Contains(
            "the generation of its image definition is V2, but that of prod is V1",
            refused,
            StringComparison.Ordinal
        );
        Assert.Contains("the architecture", refused, StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused(Sight() with { To = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_another_image_has_there_is_not_used_again_and_its_own_copy_is_continued()
    {
        FoundImage there = Version("1.0.1") with { Id = $"{Target}/versions/1.0.1" };

        Assert.Contains("a number is used once", Refused(Sight() with { Existing = there }), StringComparison.Ordinal);
        Assert.Contains(
            "a number is used once",
            Refused(Sight() with { Existing = there with { SourceId = Id("9.9.9"), PromotedFrom = Id("1.0.1") } }),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "westeurope",
            Of(
                Sight() with
                {
                    Existing = there with { SourceId = Id("1.0.1"), PromotedFrom = Id("1.0.1") },
                    ExistingLocation = "West Europe",
                }
            ).Location
        );
        Assert.Contains(
            "its copy",
            Refused(
                Sight() with
                {
                    Existing = there with
                    {
                        SourceId = Id("1.0.1"),
                        PromotedFrom = Id("1.0.1"),
                        Revoked = "2026-11-28T00:00:00Z",
                    },
                }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Progress_names_each_region_and_what_failed()
    {
        ReplicationProgress progress = new([
            ("eastus2", "Completed", 100, ""),
            ("westeurope", "Replicating", 40, ""),
            ("japaneast", "Failed", 0, "No capacity."),
        ]);

        Assert.Equal("eastus2 completed, westeurope 40 %, japaneast failed", progress.Line);
        Assert.Equal("japaneast (No capacity)", progress.Failures);
        Assert.Equal(["eastus2"], progress.Completed);
    }

    private static PromotionSight Sight(FoundImage? source = null)
    {
        FoundImage chosen = source ?? Released("1.0.1");
        return new PromotionSight(
            chosen,
            ImageIdentity.OfTags(chosen, "there is no evidence"),
            new GalleryDefinition(ResourceId.Parse(Definition), "Linux", "V2", "x64", null),
            new GalleryDefinition(Target, "Linux", "V2", "x64", null) { Location = "eastus2" },
            null
        );
    }

    private static PromotionPlan Of(PromotionSight sight, EnvironmentSettings? environment = null) =>
        PromotionPlan.Of(sight, environment ?? Prod, ["eastus2"], Now);

    private static string Refused(PromotionSight sight, EnvironmentSettings? environment = null) =>
        Assert.Throws<LifeException>(() => Of(sight, environment)).Message;
}
