using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.Life.LifeWorld;

namespace Jumpbox.Azure.Tests.Life;

public sealed class PromotingAVersion
{
    private static readonly string Hash = new('a', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_copied_to_the_environment_verified_released_and_the_latest_there()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        LifeRecord record = await PromoteAsync(world);

        GalleryVersion source = await world.VersionAsync("1.0.0");
        GalleryVersion copy = await world.VersionAsync("1.0.0", Prod);
        Assert.Equal(record.Image, copy.Id.ToString());
        Assert.Equal(source.Id.ToString(), copy.SourceId);
        Assert.Equal(source.Id.ToString(), copy.Tags[TagNames.PromotedFrom]);
        Assert.Equal(source.Tags[TagNames.Run], copy.Tags[TagNames.Run]);
        Assert.Equal(source.Tags[TagNames.Packages], copy.Tags[TagNames.Packages]);
        Assert.Equal(Hash, copy.ContentHash);
        Assert.Equal(["eastus2", "westeurope"], copy.OfferedIn.Order());
        Assert.Contains(TagNames.Released, copy.Tags.Keys);
        Assert.Contains("Latest in westeurope: 1.0.0.", world.Said);
    }

    [Fact]
    public async Task The_copy_is_encrypted_in_each_region_as_the_environment_says_and_is_promoted_once_only()
    {
        const string Sets =
            $"/subscriptions/{First}/resourceGroups/rg-prod/providers/Microsoft.Compute/diskEncryptionSets";
        await using LifeWorld world = await StartAsync([
            $"environments.encryptionSetIds.prod=eastus2={Sets}/us, westeurope={Sets}/eu",
        ]);
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        await PromoteAsync(world);

        GalleryVersion copy = await world.VersionAsync("1.0.0", Prod);
        Assert.Equal(
            [$"{Sets}/us", $"{Sets}/eu"],
            copy.Targets.OrderBy(target => target.Name).Select(target => target.EncryptionSetId)
        );
        Assert.Equal(["eastus2", "westeurope"], copy.OfferedIn.Order());
    }

    [Fact]
    public async Task A_second_promotion_changes_nothing()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");
        await PromoteAsync(world);
        int before = Writes(world);

        await PromoteAsync(world);

        Assert.Equal(before, Writes(world));
    }

    [Fact]
    public async Task A_promotion_that_dies_anywhere_is_continued_by_the_same_command()
    {
        await using LifeWorld world = await StartAsync();
        int last = 0;
        for (int lives = 0; last == lives; lives++)
        {
            string number = $"1.0.{lives}";
            await world.MakeAsync(number, Hash);
            await world.ReleaseAsync(number);
            world.Lives = lives;
            if (await DiesAsync(() => PromoteAsync(world)))
            {
                last = lives + 1;
            }
            world.Lives = null;

            await PromoteAsync(world);

            GalleryVersion copy = await world.VersionAsync(number, Prod);
            Assert.Equal(["eastus2", "westeurope"], copy.OfferedIn.Order());
            Assert.Contains(TagNames.Released, copy.Tags.Keys);
        }
        Assert.InRange(last, 10, 60);
    }

    [Fact]
    public async Task Progress_is_reported_for_each_region_and_the_copy_is_not_offered_before_its_end()
    {
        await using LifeWorld world = await StartAsync(replication: TimeSpan.FromMinutes(20));
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");
        bool early = false;
        world.Invariant = async () =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(40));
            GalleryVersion? copy = await world.Looking.GalleryVersions.GetAsync(
                ResourceId.Parse($"{Prod}/versions/1.0.0"),
                Cancel,
                true
            );
            early |= copy is { OfferedIn.Count: > 0 } && copy.Replication.Any(region => region.State != "Completed");
        };

        await PromoteAsync(world);

        Assert.False(early);
        Assert.Contains(
            world.Said,
            line =>
                line.StartsWith("Replication: ", StringComparison.Ordinal)
                && line.Contains("westeurope ", StringComparison.Ordinal)
                && line.Contains('%', StringComparison.Ordinal)
        );
        Assert.Equal(["eastus2", "westeurope"], (await world.VersionAsync("1.0.0", Prod)).OfferedIn.Order());
    }

    [Fact]
    public async Task A_region_that_fails_is_named_the_others_stay_usable_and_the_next_run_adds_it_again()
    {
        await using LifeWorld world = await StartAsync(
            faults: """{"rules":[{"failReplication":"westeurope","times":1}]}"""
        );
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() => PromoteAsync(world));

        Assert.Contains("failed in westeurope", failure.Message, StringComparison.Ordinal);
        Assert.Contains("can be used by its number in eastus2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TagNames.Released, (await world.VersionAsync("1.0.0", Prod)).Tags.Keys);
        await PromoteAsync(world);
        Assert.Equal(["eastus2", "westeurope"], (await world.VersionAsync("1.0.0", Prod)).OfferedIn.Order());
    }

    [Fact]
    public async Task Two_promotions_of_one_version_at_once_lose_no_region()
    {
        await using LifeWorld world = await StartAsync([
            $"environments.galleryImageIds.us={Prod}",
            "environments.regions.us=eastus2,westus3",
            "environments.evidence.us=tags",
        ]);
        for (int round = 0; round < 3; round++)
        {
            string number = $"1.0.{round}";
            await world.MakeAsync(number, Hash);
            await world.ReleaseAsync(number);

            await Task.WhenAll(PromoteAsync(world), PromoteAsync(world, "us"));

            Assert.Equal(
                ["eastus2", "westeurope", "westus3"],
                (await world.VersionAsync(number, Prod)).OfferedIn.Order()
            );
        }
    }

    [Fact]
    public async Task What_is_revoked_while_it_is_copied_is_not_released_there()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");
        bool revoked = false;
        world.Invariant = async () =>
        {
            ResourceId copy = ResourceId.Parse($"{Prod}/versions/1.0.0");
            if (!revoked && await world.Looking.GalleryVersions.GetAsync(copy, Cancel) is not null)
            {
                revoked = true;
                await new ImageLifecycle(world.Looking, world.Settings, _ => { }).RevokeAsync(
                    null,
                    "1.0.0",
                    "a key",
                    Cancel
                );
            }
        };

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() => PromoteAsync(world));

        Assert.Contains("is no longer released", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await world.VersionAsync("1.0.0", Prod)).OfferedIn);
    }

    [Fact]
    public async Task A_copy_that_is_withdrawn_while_it_is_made_is_not_released()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");
        ResourceId copy = ResourceId.Parse($"{Prod}/versions/1.0.0");
        bool withdrawn = false;
        world.Invariant = async () =>
        {
            if (!withdrawn && await world.Looking.GalleryVersions.GetAsync(copy, Cancel) is not null)
            {
                withdrawn = true;
                await world.Looking.Tags.AddAsync(
                    copy,
                    new Dictionary<string, string> { [TagNames.Withdrawn] = "2026-01-05T08:00:00Z" },
                    Cancel
                );
            }
        };

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() => PromoteAsync(world));

        Assert.Contains("was taken back or changed", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await world.VersionAsync("1.0.0", Prod)).OfferedIn);
    }

    [Fact]
    public async Task A_failed_copy_that_names_no_failed_region_is_not_released()
    {
        string tags = $$"""
            "{{TagNames.Owner}}":"{{new Names(
                LocalWorld.Known([]).Settings
            ).Owner}}","{{TagNames.ContentHash}}":"{{Hash}}",
            "{{TagNames.Run}}":"{{TagNames.RunOf(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero))}}",
            "{{TagNames.PromotedFrom}}":"{{Definition}}/versions/1.0.0"
            """;
        await using LifeWorld world = await StartAsync(
            more: $$"""
            {"id":"{{Prod}}/versions/1.0.0","location":"eastus2","tags":{ {{tags}} },"properties":{"provisioningState":"Failed",
            "storageProfile":{"source":{"id":"{{Definition}}/versions/1.0.0"} },"publishingProfile":{"excludeFromLatest":true,
            "targetRegions":[{"name":"eastus2"},{"name":"westeurope"}]} } }
            """
        );
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() => PromoteAsync(world));

        Assert.Contains("is Failed", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await world.VersionAsync("1.0.0", Prod)).OfferedIn);
    }

    [Fact]
    public async Task A_base_image_that_no_longer_exists_is_not_known_to_be_good()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() =>
            PromoteAsync(world, baseImage: $"{Definition}/versions/0.9.0")
        );

        Assert.Contains("so whether it was revoked is unknown", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_that_the_account_does_not_see_is_refused_by_name()
    {
        string prod = Prod.Replace(First, "99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f", StringComparison.Ordinal);
        await using LifeWorld world = await StartAsync([$"environments.galleryImageIds.prod={prod}"]);
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");

        LifeException failure = await Assert.ThrowsAsync<LifeException>(() => PromoteAsync(world));

        Assert.Contains(
            "subscription 99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f of prod is not visible",
            failure.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<LifeRecord> PromoteAsync(
        LifeWorld world,
        string environment = "prod",
        string? baseImage = null
    )
    {
        Promotion promotion = new(
            world.Session,
            world.Settings,
            line =>
            {
                lock (world.Said)
                {
                    world.Said.Add(line);
                }
            }
        );
        FoundImage source = await promotion.ChooseAsync(environment, null, Cancel);
        return await promotion.RunAsync(environment, source, ImageIdentity.OfTags(source, "a test"), baseImage, Cancel);
    }

    internal static async Task<bool> DiesAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (Exception death) when (death is not LifeException and not Xunit.Sdk.XunitException)
        {
            return true;
        }
    }

    internal static int Writes(LifeWorld world) =>
        world.Server.Requests.Count(request => request.Method is "PUT" or "PATCH" or "DELETE");
}
