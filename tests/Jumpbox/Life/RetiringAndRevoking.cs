using Jumpbox.Cleaning;
using Jumpbox.Life;
using static Jumpbox.Tests.Life.Living;

namespace Jumpbox.Tests.Life;

public sealed class RetiringAndRevoking
{
    private static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    [Fact]
    public void A_retired_version_has_an_end_after_the_notice_and_the_next_one_is_the_latest()
    {
        RetirementPlan plan = RetirementPlan.Of([Released("1.0.0"), Released("1.0.1")], "1.0.1", Notice, Now);

        Assert.Equal(Now + Notice, plan.EndOfLife);
        Assert.Equal("1.0.0", plan.After["eastus2"]!.Name);
    }

    [Fact]
    public void An_earlier_end_of_life_is_kept() =>
        Assert.Equal(
            Now.AddDays(3),
            RetirementPlan
                .Of([Released("1.0.0") with { EndOfLife = Now.AddDays(3) }, Released("1.0.1")], "1.0.0", Notice, Now)
                .EndOfLife
        );

    [Fact]
    public void A_second_run_keeps_the_end_of_the_first() =>
        Assert.Equal(
            Now.AddDays(20),
            RetirementPlan
                .Of(
                    [
                        Released("1.0.0", offered: false) with
                        {
                            Retired = "2026-11-19T12:00:00Z",
                            EndOfLife = Now.AddDays(20),
                        },
                        Released("1.0.1"),
                    ],
                    "1.0.0",
                    Notice,
                    Now
                )
                .EndOfLife
        );

    [Fact]
    public void The_only_release_of_a_region_is_not_retired() =>
        Assert.Contains(
            "only released version that is offered in westeurope",
            Assert
                .Throws<LifeException>(() =>
                    RetirementPlan.Of(
                        [Released("1.0.0"), Released("1.0.1", true, "eastus2", "westeurope")],
                        "1.0.1",
                        Notice,
                        Now
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_revocation_takes_the_promoted_copies_with_it_and_from_a_copy_its_source()
    {
        FoundImage source = Released("1.0.1");
        FoundImage copy = Released("1.0.1") with
        {
            Id = source.Id.Replace("/gal/", "/prod/", StringComparison.Ordinal),
            PromotedFrom = source.Id,
        };
        FoundImage other = Released("1.0.0") with { Run = "2026-11-01T10:00:00.0000000Z" };
        Dictionary<string, IReadOnlyList<FoundImage>> places = new() { ["build"] = [other, source], ["prod"] = [copy] };

        RevocationPlan plan = RevocationPlan.Of(places, "build", "1.0.1");

        Assert.Equal([source.Id, copy.Id], plan.Images.Select(image => image.Id));
        Assert.Equal("1.0.0", plan.After["build"]["eastus2"]!.Name);
        Assert.Null(plan.After["prod"]["eastus2"]);
        Assert.Equal([copy.Id, source.Id], RevocationPlan.Of(places, "prod", "1.0.1").Images.Select(image => image.Id));
    }

    [Fact]
    public void A_revocation_reaches_copies_of_copies_without_a_tag_of_their_run()
    {
        FoundImage source = Released("1.0.1") with { Run = null };
        FoundImage test = source with
        {
            Id = source.Id.Replace("/gal/", "/test/", StringComparison.Ordinal),
            PromotedFrom = source.Id,
        };
        FoundImage prod = source with
        {
            Id = source.Id.Replace("/gal/", "/prod/", StringComparison.Ordinal),
            PromotedFrom = test.Id,
        };
        Dictionary<string, IReadOnlyList<FoundImage>> places = new()
        {
            ["build"] = [source],
            ["prod"] = [prod],
            ["test"] = [test],
        };

        Assert.Equal(
            [source.Id, test.Id, prod.Id],
            RevocationPlan.Of(places, "build", "1.0.1").Images.Select(image => image.Id)
        );
    }

    [Fact]
    public void A_copy_whose_tags_someone_has_removed_is_revoked_by_what_Azure_says_about_its_source()
    {
        FoundImage source = Released("1.0.1");
        FoundImage copy = source with
        {
            Id = source.Id.Replace("/gal/", "/prod/", StringComparison.Ordinal),
            SourceId = source.Id,
            Run = null,
        };
        Dictionary<string, IReadOnlyList<FoundImage>> places = new() { ["build"] = [source], ["prod"] = [copy] };

        Assert.Contains(copy, RevocationPlan.Of(places, "build", "1.0.1").Images);
        Assert.Contains(source, RevocationPlan.Of(places, "prod", "1.0.1").Images);
    }

    [Fact]
    public void A_tag_alone_makes_no_image_a_copy_of_a_signed_one()
    {
        FoundImage forged = Released("9.9.9") with { PromotedFrom = Id("1.0.1"), SourceId = Id("6.6.6") };

        Assert.False(forged.IsOrCopies(Id("1.0.1")));
        Assert.True((forged with { SourceId = Id("1.0.1") }).IsOrCopies(Id("1.0.1").ToUpperInvariant()));
    }

    [Fact]
    public void Only_images_of_the_pipeline_are_revoked() =>
        Assert.Throws<LifeException>(() =>
            RevocationPlan.Of(
                new Dictionary<string, IReadOnlyList<FoundImage>>
                {
                    ["build"] = [Released("1.0.0") with { IsOurs = false }],
                },
                "build",
                "1.0.0"
            )
        );

    [Fact]
    public void A_signed_revocation_names_the_images_by_content_and_build()
    {
        LifeRecord record = new()
        {
            Action = LifeRecord.Revocation,
            At = Now,
            By = "someone",
            Reason = "a key on board",
            Image = Id("1.0.0"),
            Affected = [new LifeRecordImage(Id("1.0.0"), new string('a', 64), "2026", ["/vm"])],
        };

        string statement = record.ToStatement()!;

        Assert.Contains("https://in-toto.io/Statement/v1", statement, StringComparison.Ordinal);
        Assert.Contains("urn:jumpbox:revocation:v1", statement, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), statement, StringComparison.Ordinal);
        Assert.Null((record with { Action = "rollback" }).ToStatement());
    }
}
