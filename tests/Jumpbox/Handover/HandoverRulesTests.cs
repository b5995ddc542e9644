using Jumpbox.Cleaning;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Handover;

public sealed class HandoverRulesTests
{
    private const string Owner = "aks-jumpbox@rg";
    private const string Compute =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute";

    private static readonly string Ours = new('a', 64);
    private static readonly string Others = new('b', 64);
    private static readonly ImageUses Nothing = new([], []);

    [Fact]
    public void Our_own_version_of_the_same_content_is_the_image() =>
        Assert.Null(HandoverRules.Other(Version(), Owner, Ours));

    [Theory]
    [InlineData("Creating")]
    [InlineData("Updating")]
    public void One_that_another_run_is_making_from_the_same_content_is_the_image_too(string state) =>
        Assert.Null(HandoverRules.Other(Version() with { State = state }, Owner, Ours));

    [Theory]
    [InlineData(null, "was not released")]
    [InlineData("2026-11-27T09:00:00Z", "was released on 2026-11-27T09:00:00Z")]
    public void A_version_of_other_content_is_refused_with_its_content_and_whether_it_was_released(
        string? released,
        string told
    )
    {
        HandoverRefusal refusal = HandoverRules.Other(Version(hash: Others, released: released), Owner, Ours)!;

        Assert.StartsWith("The version 1.0.0 of jumpbox exists with different content", refusal.Message);
        Assert.Contains(Others, refusal.Message);
        Assert.Contains(Ours, refusal.Message);
        Assert.Contains(told, refusal.Message);
        Assert.Contains("image.distribute.galleryVersion", refusal.Cure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("theirs@rg")]
    public void A_version_that_does_not_carry_our_tag_is_refused_whatever_its_content(string? owner)
    {
        HandoverRefusal refusal = HandoverRules.Other(Version(owner: owner), Owner, Ours)!;

        Assert.Contains("does not belong to this pipeline", refusal.Message);
        Assert.Contains(owner ?? "missing", refusal.Message);
    }

    [Fact]
    public void A_version_without_the_content_tag_is_refused() =>
        Assert.Contains("it has no such tag", HandoverRules.Other(Version(hash: null), Owner, Ours)!.Message);

    [Theory]
    [InlineData("Failed", null, true)]
    [InlineData("Canceled", null, true)]
    [InlineData("Failed", "2026-11-27T09:00:00Z", false)]
    public void A_version_that_failed_is_refused_and_only_an_unreleased_one_is_to_be_deleted(
        string state,
        string? released,
        bool delete
    )
    {
        HandoverRefusal refusal = HandoverRules.Other(Version(released: released) with { State = state }, Owner, Ours)!;

        Assert.Equal(delete, refusal.Cure.Contains("az sig image-version delete", StringComparison.Ordinal));
    }

    [Fact]
    public void No_version_is_written_again_even_from_the_same_content() =>
        Assert.Contains("not even with --force", HandoverRules.Overwriting(Version(), Nothing)!.Message);

    [Fact]
    public void A_managed_image_that_was_not_released_and_that_nothing_uses_may_be_written_again() =>
        Assert.Null(HandoverRules.Overwriting(Managed(), Nothing));

    [Fact]
    public void A_managed_image_is_not_written_over_when_it_was_released_or_is_used_or_nobody_could_look()
    {
        Assert.Contains("released on", HandoverRules.Overwriting(Managed("2026-11-27T09:00:00Z"), Nothing)!.Message);
        Assert.Contains(
            "/vm uses it",
            HandoverRules
                .Overwriting(Managed(), new ImageUses([new ImageUse("/vm", $"{Compute}/images/img")], []))!
                .Message
        );
        Assert.Contains(
            "subscription B",
            HandoverRules.Overwriting(Managed(), new ImageUses([], ["subscription B"]))!.Message
        );
    }

    [Theory]
    [InlineData(TagNames.Revoked)]
    [InlineData(TagNames.Withdrawn)]
    [InlineData(TagNames.Retired)]
    public void A_managed_image_that_was_taken_back_is_not_written_over_because_the_mark_would_be_lost(string mark)
    {
        ExistingImage image = Managed() with
        {
            Tags = new Dictionary<string, string>(Managed().Tags) { [mark] = "2026-11-28T00:00:00Z" },
        };

        Assert.Contains(
            $"its tag {mark} is 2026-11-28T00:00:00Z",
            HandoverRules.Overwriting(image, Nothing)!.Message,
            StringComparison.Ordinal
        );
    }

    private static ExistingImage Version(string? owner = Owner, string? hash = "", string? released = null) =>
        new(
            ResourceId.Parse($"{Compute}/galleries/gal/images/jumpbox/versions/1.0.0"),
            "Succeeded",
            Tags(owner, hash is "" ? Ours : hash, released)
        );

    private static ExistingImage Managed(string? released = null) =>
        new(ResourceId.Parse($"{Compute}/images/img"), "Succeeded", Tags(Owner, Ours, released));

    private static Dictionary<string, string> Tags(string? owner, string? hash, string? released) =>
        new (string Name, string? Value)[]
        {
            (TagNames.Owner, owner),
            (TagNames.ContentHash, hash),
            (TagNames.Released, released),
        }
            .Where(tag => tag.Value is not null)
            .ToDictionary(tag => tag.Name, tag => tag.Value!);
}
