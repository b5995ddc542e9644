using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Versioning;
using Sample;

namespace Jumpbox.Tests.Versioning;

/// <summary>Which version a content gets, from what exists and what other runs claim.</summary>
public sealed class ChoosingVersions
{
    private const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-g/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    private static readonly string Ours = new('a', 64);
    private static readonly string Others = new('b', 64);
    private static readonly DateOnly Day = new(2026, 1, 5);

    [Theory]
    [InlineData("semver", "", "1.0.0")]
    [InlineData("semver", "1.0.0", "1.0.1")]
    [InlineData("semver", "1.0.9,1.0.10,1.0.2", "1.0.11")]
    [InlineData("semver", "1.4.7", "1.4.8")]
    [InlineData("date", "", "2026.1.501")]
    [InlineData("date", "2026.1.501,2026.1.502", "2026.1.503")]
    [InlineData("date", "2025.12.3199,1.0.0", "2026.1.501")]
    public void Other_content_gets_the_next_number_of_the_scheme(string scheme, string existing, string expected) =>
        Assert.Equal(expected, Chosen(scheme, Sight(existing)).Id!.Name);

    [Theory]
    [InlineData("2.0.0", "1.4.7", "2.0.0")]
    [InlineData("2.0.0", "1.4.7,2.0.0", "2.0.1")]
    [InlineData("1.5.0", "1.4.7", "1.5.0")]
    public void The_lowest_number_of_semver_starts_a_new_series(string lowest, string existing, string expected) =>
        Assert.Equal(
            expected,
            Chosen("semver", Sight(existing), settings: $"image.distribute.galleryVersion={lowest}").Id!.Name
        );

    [Fact]
    public void The_same_content_keeps_its_version()
    {
        ChosenImage image = Chosen(
            "semver",
            Sight("1.0.0,1.0.2") with
            {
                Versions = [Version("1.0.1", Ours), Version("1.0.2", Others)],
            }
        );

        Assert.Equal(("1.0.1", true), (image.Id!.Name, image.Exists));
        Assert.Contains("exists with the same content", image.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Creating")]
    [InlineData("Updating")]
    public void A_version_whose_replication_continues_is_not_built_again(string state) =>
        Assert.Equal("1.0.0", Chosen("semver", Of(Version("1.0.0", Ours, state))).Id!.Name);

    [Fact]
    public void The_number_of_a_failed_version_of_the_same_content_is_taken() =>
        Assert.Equal("1.0.1", Chosen("semver", Of(Version("1.0.0", Ours, "Failed"))).Id!.Name);

    [Fact]
    public void The_number_of_a_soft_deleted_version_is_taken() =>
        Assert.Equal("1.0.4", Chosen("semver", new VersionSight([], ["1.0.3"], [])).Id!.Name);

    [Fact]
    public void Another_pipelines_version_of_the_same_content_is_not_ours() =>
        Assert.Equal("1.0.1", Chosen("semver", Of(Version("1.0.0", Ours, owner: "theirs@rg"))).Id!.Name);

    [Fact]
    public void A_number_that_another_template_claims_is_taken_before_it_is_built() =>
        Assert.Equal("1.0.2", Chosen("semver", new VersionSight([], [], [Claim(Others, "1.0.1")])).Id!.Name);

    [Fact]
    public void The_number_that_the_template_of_this_content_claims_is_kept()
    {
        ChosenImage image = Chosen("semver", Sight("1.0.5") with { Claims = [Claim(Ours, "1.0.6")] });

        Assert.Equal("1.0.6", image.Id!.Name);
        Assert.Null(image.Abandons);
    }

    [Theory]
    [InlineData("Failed", "aaaa")]
    [InlineData("Succeeded", "bbbb")]
    public void A_claim_that_can_never_be_written_is_abandoned_for_the_next_number(string state, string content)
    {
        ChosenImage image = Chosen(
            "semver",
            new VersionSight([Version("1.0.0", new string(content[0], 64), state)], [], [Claim(Ours, "1.0.0")])
        );

        Assert.Equal(("1.0.1", "1.0.0"), (image.Id!.Name, image.Abandons!.Name));
    }

    [Fact]
    public void A_later_claim_of_the_same_number_is_abandoned_and_the_earlier_one_is_kept()
    {
        VersionClaim first = Claim(Ours, "1.0.0", minute: 1);
        VersionClaim second = Claim(Others, "1.0.0", minute: 2);
        VersionSight sight = new([], [], [second, first]);

        Assert.Equal("1.0.0", Chosen("semver", sight).Id!.Name);
        Assert.Equal("1.0.1", Chosen("semver", sight, content: Others).Id!.Name);
    }

    [Fact]
    public void Force_takes_the_next_number_and_keeps_what_an_interrupted_force_claimed()
    {
        VersionSight built = new([Version("1.0.0", Ours)], [], [Claim(Ours, "1.0.0")]);
        VersionSight claimed = new([Version("1.0.0", Ours)], [], [Claim(Ours, "1.0.1")]);

        Assert.Equal("1.0.1", Chosen("semver", built, force: true).Id!.Name);
        Assert.Equal("1.0.0", Chosen("semver", built, force: true).Abandons!.Name);
        Assert.Equal("1.0.1", Chosen("semver", claimed, force: true).Id!.Name);
    }

    [Fact]
    public void A_scheme_that_could_never_be_the_latest_is_refused_with_both_numbers()
    {
        HandoverRefusal refusal = Refused("semver", Sight("1.0.0,2026.11.1"));

        Assert.Contains("its next version would be 1.0.1, but 2026.11.1 exists", refusal.Message);
        Assert.Contains("numerically highest", refusal.Message);
        Assert.Contains("must be above 2026.11.1", refusal.Cure);
    }

    [Theory]
    [InlineData("date", "2026.1.599", "99 in a day")]
    [InlineData("semver", "1.0.2147483647", "no version left")]
    [InlineData("date", "2027.1.101", "would never be the latest")]
    public void A_scheme_without_a_number_is_refused(string scheme, string existing, string message) =>
        Assert.Contains(message, Refused(scheme, Sight(existing)).Message);

    [Fact]
    public void A_managed_image_that_is_built_again_gets_the_next_name_of_its_content()
    {
        JumpboxSettings settings = SampleSettings.Read();
        Names names = new(settings);
        KnownVersion first = Image(names.ManagedImage(Ours), names.Owner);

        ChosenImage fresh = Of(settings, new VersionSight([], [], []), force: true);
        ChosenImage same = Of(settings, new VersionSight([first], [], []), force: false);
        ChosenImage forced = Of(settings, new VersionSight([first], [], []), force: true);

        Assert.Equal(names.ManagedImage(Ours), fresh.Id);
        Assert.Equal(names.ManagedImage(Ours), same.Id);
        Assert.Equal($"{names.ManagedImage(Ours).Name}-2", forced.Id!.Name);
        Assert.True(names.IsManagedImage(forced.Id.Name));
    }

    private static ChosenImage Of(JumpboxSettings settings, VersionSight sight, bool force) =>
        new VersionChoice(settings, Ours, sight).Of(Day, force).Image!;

    private static KnownVersion Image(ResourceId id, string owner) =>
        new(new ExistingImage(id, "Succeeded", Tags(owner, Ours)), null);

    private static ChosenImage Chosen(
        string scheme,
        VersionSight sight,
        bool force = false,
        string? content = null,
        string? settings = null
    ) => Choose(scheme, sight, force, content, settings).Image!;

    private static HandoverRefusal Refused(string scheme, VersionSight sight) =>
        Choose(scheme, sight, false, null, null).Refusal!;

    private static (ChosenImage? Image, HandoverRefusal? Refusal) Choose(
        string scheme,
        VersionSight sight,
        bool force,
        string? content,
        string? settings
    ) => new VersionChoice(Settings(scheme, settings), content ?? Ours, sight).Of(Day, force);

    private static JumpboxSettings Settings(string scheme, string? more = null) =>
        SampleSettings.Read([
            "image.distribute.kind=gallery",
            $"image.distribute.galleryImageId={Definition}",
            $"image.distribute.versioning={scheme}",
            .. more is null ? Array.Empty<string>() : [more],
        ]);

    private static VersionSight Sight(string existing) =>
        Of([.. existing.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Version(name, Others))]);

    private static VersionSight Of(params KnownVersion[] versions) => new(versions, [], []);

    private static KnownVersion Version(
        string name,
        string content,
        string state = "Succeeded",
        string? owner = null
    ) =>
        new(
            new ExistingImage(
                ResourceId.Parse($"{Definition}/versions/{name}"),
                state,
                Tags(owner ?? new Names(Settings("semver")).Owner, content)
            ),
            System.Version.Parse(name)
        );

    private static VersionClaim Claim(string content, string name, int minute = 0) =>
        new(
            new Names(Settings("semver")).Template(content),
            ResourceId.Parse($"{Definition}/versions/{name}"),
            new DateTimeOffset(2026, 1, 5, 8, minute, 0, TimeSpan.Zero)
        );

    private static Dictionary<string, string> Tags(string owner, string content) =>
        new() { [TagNames.Owner] = owner, [TagNames.ContentHash] = content };
}
